using System.Globalization;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Causes;
using CostIntel.Domain.Money;
using CostIntel.Domain.Queries;
using Google.Protobuf.WellKnownTypes;
using Proto = CostIntel.Contracts.V1;
using Stored = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.Anomalies;

/// <summary>Incidents to and from their messages.</summary>
public static class IncidentMapping
{
    /// <summary>What is stored of an incident.</summary>
    public static Stored.StoredIncident ToStored(this Incident incident) => new()
    {
        Shown = incident.ToMessage(),
        ToldAtStake = ExactDecimal.Format(incident.ToldAtStake),
        IsExplained = incident.IsExplained,
    };

    /// <summary>The incident that was stored.</summary>
    /// <param name="stored">What was stored.</param>
    /// <param name="tenant">Whose.</param>
    public static Incident ToDomain(this Stored.StoredIncident stored, TenantId tenant)
    {
        var shown = stored.Shown;
        var account = new AccountKey(tenant, shown.Provider, shown.BillingAccountId);
        return new Incident
        {
            Id = IncidentId.Parse(shown.IncidentId),
            Account = account,
            Currency = shown.Currency,
            IsRise = shown.IsRise,
            State = (IncidentState)shown.State,
            Severity = (Severity)shown.Severity,
            Members = [.. shown.Members.Select(member => member.ToDomain(account))],
            FurtherMembers = shown.FurtherMembers,
            OpenedUtc = shown.Opened.ToDateTimeOffset(),
            ChangedUtc = shown.Changed.ToDateTimeOffset(),
            ClosedUtc = shown.Closed?.ToDateTimeOffset(),
            Owner = shown.Owner,
            Causes = [.. shown.Causes.Select(ToDomain)],
            Timeline = [.. shown.Timeline.Select(ToDomain)],
            ToldAtStake = decimal.Parse(stored.ToldAtStake, CultureInfo.InvariantCulture),
            IsExplained = stored.IsExplained,
        };
    }

    /// <summary>The whole incident.</summary>
    public static Proto.Incident ToMessage(this Incident incident)
    {
        var message = incident.ToSummary();
        message.Members.AddRange(incident.Members.Select(MemberMapping.ToMessage));
        message.Causes.AddRange(incident.Causes.Select(ToMessage));
        message.Timeline.AddRange(incident.Timeline.Select(ToMessage));
        return message;
    }

    /// <summary>The incident without its members, causes and timeline.</summary>
    public static Proto.Incident ToSummary(this Incident incident)
    {
        var atStake = incident.AtStake;
        return new Proto.Incident
        {
            IncidentId = incident.Id.ToString(),
            Summary = IncidentText.Summary(incident),
            Provider = incident.Account.Provider,
            BillingAccountId = incident.Account.BillingAccountId,
            State = (Proto.IncidentState)incident.State,
            Severity = (Proto.Severity)incident.Severity,
            Currency = incident.Currency,
            IsRise = incident.IsRise,
            IsProvisional = incident.IsProvisional,
            Score = incident.Score,
            Excess = ExactDecimal.Format(atStake.Excess),
            Expected = ExactDecimal.Format(atStake.Expected),
            BurnPerHour = ExactDecimal.Format(atStake.BurnPerHour),
            WaitingADay = ExactDecimal.Format(atStake.WaitingADay),
            ProjectedToMonthEnd = ExactDecimal.Format(atStake.ProjectedToMonthEnd),
            Start = MemberMapping.Time(incident.StartSeconds),
            End = MemberMapping.Time(incident.EndSeconds),
            Opened = incident.OpenedUtc.ToTimestamp(),
            Changed = incident.ChangedUtc.ToTimestamp(),
            Closed = incident.ClosedUtc?.ToTimestamp(),
            Owner = incident.Owner,
            FurtherMembers = incident.FurtherMembers,
        };
    }

    /// <summary>What happened.</summary>
    public static Proto.TimelineEntry ToMessage(this TimelineEntry entry) => new()
    {
        At = entry.AtUtc.ToTimestamp(),
        Change = (Proto.IncidentChange)entry.Change,
        Actor = entry.Actor,
        Text = entry.Text,
    };

    private static TimelineEntry ToDomain(Proto.TimelineEntry entry) =>
        new(entry.At.ToDateTimeOffset(), (IncidentChange)entry.Change, entry.Actor, entry.Text);

    private static Proto.IncidentCause ToMessage(Cause cause)
    {
        var message = new Proto.IncidentCause
        {
            Change = cause.Change,
            Share = cause.Share,
            DueToPrice = cause.Price,
            DueToQuantity = cause.Quantity,
            DueToNewResources = cause.New,
            DueToVanishedResources = cause.Vanished,
            ResourceCount = cause.Resources,
        };
        message.Where.AddRange(cause.Where.Select(part =>
            new Proto.DimensionValue { Dimension = part.Key.ToString(), Value = part.Value }));
        return message;
    }

    private static Cause ToDomain(Proto.IncidentCause cause) => new(
        [.. cause.Where.Select(part => KeyValuePair.Create(DimensionOf(part.Dimension), part.Value))],
        cause.Change,
        cause.Share,
        cause.DueToPrice,
        cause.DueToQuantity,
        cause.DueToNewResources,
        cause.DueToVanishedResources,
        cause.ResourceCount);

    private static Dimension DimensionOf(string name) => Dimension.TryParse(name, out var dimension)
        ? dimension
        : throw new InvalidDataException($"A stored incident has the dimension '{name}'.");
}
