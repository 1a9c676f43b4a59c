using System.Globalization;
using CostIntel.Contracts.Anomalies;
using CostIntel.Domain.Notifications;
using CostIntel.Domain.Notifications.Reports;
using Proto = CostIntel.Contracts.V1;
using Severity = CostIntel.Domain.Incidents.Severity;

namespace CostIntel.Contracts.Notifications;

/// <summary>Subscriptions from their messages.</summary>
public static class SubscriptionMapping
{
    private const int TypesMax = 50;
    private const int DigestHoursMax = 168;
    private static readonly TimeOnly ReportAt = new(8, 0);

    /// <summary>The subscription that a message stands for.</summary>
    /// <exception cref="FormatException">It is wrong; the message says which field and why.</exception>
    public static Subscription ToDomain(this Proto.Subscription message)
    {
        if (message.EventTypes.Count > TypesMax)
        {
            throw new FormatException($"event_types has {message.EventTypes.Count} types; at most {TypesMax}.");
        }

        if (message.EventTypes.FirstOrDefault(type => !EventTypes.IsPattern(type)) is { } wrong)
        {
            throw new FormatException(
                $"event_types has '{wrong}'; expected a type such as io.costintel.anomaly.opened.v1 or io.costintel.anomaly.*.");
        }

        if (message.DigestHours is < 0 or > DigestHoursMax)
        {
            throw new FormatException($"digest_hours is {message.DigestHours}; it must be 0 to {DigestHoursMax}.");
        }

        if (!Enum.IsDefined(message.MinimumSeverity))
        {
            throw new FormatException($"minimum_severity {(int)message.MinimumSeverity} is unknown.");
        }

        return new Subscription
        {
            Id = message.SubscriptionId,
            ChannelId = message.ChannelId,
            Types = [.. message.EventTypes],
            Scope = FilterMapping.ToScope(message.Filters),
            MinimumSeverity = message.MinimumSeverity == 0 ? Severity.Info : (Severity)message.MinimumSeverity,
            MinimumSaving = SavingOf(message.MinimumSaving),
            Quiet = message.QuietHours is { } quiet ? ToDomain(quiet) : null,
            DigestHours = message.DigestHours,
            Report = message.Report is { } report ? ToDomain(report, message) : null,
            SinceUtc = message.Created?.ToDateTimeOffset() ?? DateTimeOffset.MinValue,
        };
    }

    private static decimal SavingOf(string text)
    {
        if (text.Length == 0)
        {
            return decimal.MinValue;
        }

        return decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var saving)
            ? saving
            : throw new FormatException($"minimum_saving is '{text}'; it must be a decimal number of 0 or more, such as 12.50.");
    }

    /// <summary>The kind of period that a value stands for.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ReportEvery ToDomain(this Proto.ReportEvery every) => every != 0 && Enum.IsDefined(every)
        ? (ReportEvery)every
        : throw new FormatException($"every is {(int)every}; it must be daily, weekly or monthly.");

    private static ReportSchedule ToDomain(Proto.ReportSchedule report, Proto.Subscription message)
    {
        if (message.EventTypes.Count > 0 || message.MinimumSeverity != 0 || message.MinimumSaving.Length > 0
            || message.QuietHours is not null || message.DigestHours > 0)
        {
            throw new FormatException(
                "report is set; event_types, minimum_severity, minimum_saving, quiet_hours and digest_hours are for what happens.");
        }

        return new(
            report.Every.ToDomain(),
            report.At.Length == 0 ? ReportAt : Time(report.At, "report.at"),
            Zone(report.TimeZone, "report.time_zone"));
    }

    private static QuietHours ToDomain(Proto.QuietHours message)
    {
        var (start, end) = (Time(message.Start, "quiet_hours.start"), Time(message.End, "quiet_hours.end"));
        return start != end
            ? new(start, end, Zone(message.TimeZone, "quiet_hours.time_zone"))
            : throw new FormatException($"quiet_hours start and end are both {message.Start}; they must differ.");
    }

    private static TimeZoneInfo Zone(string name, string field)
    {
        if (name.Length == 0)
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new FormatException(
                $"{field} is '{name}', which the engine does not know; expected a name such as Europe/Berlin.");
    }

    private static TimeOnly Time(string text, string field) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new FormatException($"{field} is '{text}'; it must be a time such as 22:00.");
}
