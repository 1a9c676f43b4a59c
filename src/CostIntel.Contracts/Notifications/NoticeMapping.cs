using System.Globalization;
using CostIntel.Contracts.Anomalies;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Notifications;
using CostIntel.Domain.Recommendations.Book;
using Google.Protobuf;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Notifications;

/// <summary>What desks tell, as notices.</summary>
public static class NoticeMapping
{
    // Receivers want less than 20 kB; what is left out is told by Get.
    private const int ListedMax = 5;

    /// <summary>Something that happened to an incident.</summary>
    public static Notice ToNotice(this Proto.AnomalyEvent happened, TenantId tenant)
    {
        var incident = happened.Incident;
        var account = new AccountKey(tenant, incident.Provider, incident.BillingAccountId);
        var shown = happened.Clone();
        Shorten(shown.Incident.Members);
        Shorten(shown.Incident.Causes);
        shown.Incident.Timeline.Clear();
        return new Notice
        {
            Id = FormattableString.Invariant($"anomaly-{happened.Cursor}"),
            Type = EventTypes.Of("anomaly", (IncidentChange)happened.Entry.Change),
            AtUtc = happened.Entry.At.ToDateTimeOffset(),
            About = incident.IncidentId,
            Summary = incident.Summary,
            Data = JsonFormatter.Default.Format(shown),
            Fields = new Dictionary<string, string>
            {
                ["text"] = happened.Entry.Text,
                ["actor"] = happened.Entry.Actor,
                ["state"] = EventTypes.NameOf(incident.State),
                ["provider"] = incident.Provider,
                ["account"] = incident.BillingAccountId,
                ["service"] = incident.Members.FirstOrDefault()?.ServiceName ?? "",
                ["region"] = incident.Members.FirstOrDefault()?.RegionId ?? "",
                ["resource"] = incident.Members.FirstOrDefault()?.ResourceId ?? "",
                ["currency"] = incident.Currency,
                ["amount"] = incident.ProjectedToMonthEnd,
            },
            Series = [.. incident.Members.Select(member => member.ToDomain(account).Subject)],
            Severity = (Domain.Incidents.Severity)incident.Severity,
        };
    }

    /// <summary>Something that happened to a recommendation.</summary>
    public static Notice ToNotice(this Proto.RecommendationEvent happened, TenantId tenant)
    {
        var recommendation = happened.Recommendation;
        var change = (RecommendationChange)happened.Entry.Change;
        var saving = recommendation.EstimatedMonthlySavings?.Expected ?? "";
        return new Notice
        {
            Id = FormattableString.Invariant($"recommendation-{happened.Cursor}"),
            Type = EventTypes.Of("recommendation", change),
            AtUtc = happened.Entry.At.ToDateTimeOffset(),
            About = recommendation.RecommendationId,
            Summary = RecommendationWords.Summary(change, recommendation),
            Data = JsonFormatter.Default.Format(Shown(happened)),
            Fields = FieldsOf(happened, change, saving),
            Series = [TargetOf(recommendation, tenant)],
            Severity = RecommendationWords.SeverityOf(change),
            IsPage = change == RecommendationChange.PersonCalled,
            Saving = saving.Length == 0 ? null : decimal.Parse(saving, CultureInfo.InvariantCulture),
        };
    }

    private static Proto.RecommendationEvent Shown(Proto.RecommendationEvent happened)
    {
        var shown = happened.Clone();
        Shorten(shown.Recommendation.Evidence);
        shown.Recommendation.Timeline.Clear();
        shown.Recommendation.Sla?.Findings.Clear();
        return shown;
    }

    private static Dictionary<string, string> FieldsOf(
        Proto.RecommendationEvent happened, RecommendationChange change, string saving)
    {
        var recommendation = happened.Recommendation;
        return new()
        {
            ["text"] = RecommendationWords.Text(change, happened),
            ["actor"] = happened.Entry.Actor,
            ["state"] = EventTypes.NameOf(recommendation.State),
            ["change"] = recommendation.ChangeId,
            ["provider"] = recommendation.Provider,
            ["account"] = recommendation.BillingAccountId,
            ["service"] = recommendation.ServiceName,
            ["region"] = recommendation.RegionId,
            ["resource"] = recommendation.ResourceId,
            ["currency"] = recommendation.CurrencyCode,
            ["amount"] = saving,
        };
    }

    private static Subject TargetOf(Proto.Recommendation shown, TenantId tenant)
    {
        var account = new AccountKey(tenant, shown.Provider, shown.BillingAccountId);
        return new(
            account,
            shown.ResourceId.Length == 0 ? "" : new ResourceKey(account, shown.SubAccountId, shown.ResourceId).ToString(),
            shown.SubAccountId,
            shown.ServiceName,
            shown.RegionId,
            shown.ResourceName,
            [.. shown.Tags],
            Domain.Incidents.Measure.Cost,
            shown.CurrencyCode);
    }

    private static void Shorten<T>(IList<T> list)
    {
        while (list.Count > ListedMax)
        {
            list.RemoveAt(list.Count - 1);
        }
    }
}
