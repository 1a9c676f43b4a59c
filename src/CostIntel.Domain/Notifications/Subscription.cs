using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Notifications.Reports;

namespace CostIntel.Domain.Notifications;

/// <summary>What a channel is told.</summary>
public sealed record Subscription
{
    /// <summary>Its name, unique in the tenant.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is told.</summary>
    public required string ChannelId { get; init; }

    /// <summary>Types or patterns, see <see cref="EventTypes"/>; empty for all.</summary>
    public IReadOnlyList<string> Types { get; init; } = [];

    /// <summary>Of which series; an event is told when one of its series is kept.</summary>
    public Scope Scope { get; init; } = Scope.Everything;

    /// <summary>What has a severity and is below is not told.</summary>
    public Severity MinimumSeverity { get; init; } = Severity.Info;

    /// <summary>Recommendations that save less a month are not told.</summary>
    public decimal MinimumSaving { get; init; } = decimal.MinValue;

    /// <summary>When nothing but what is critical is told; null for never.</summary>
    public QuietHours? Quiet { get; init; }

    /// <summary>Events are gathered for so many hours and told in one; 0: each is told at once.</summary>
    public int DigestHours { get; init; }

    /// <summary>When reports go out instead of what happens; null for what happens.</summary>
    public ReportSchedule? Report { get; init; }

    /// <summary>Since when, UTC: what happened before is not told.</summary>
    public required DateTimeOffset SinceUtc { get; init; }

    /// <summary>True when it wants to be told.</summary>
    public bool Wants(Notice notice) =>
        Report is null
        && notice.AtUtc >= SinceUtc
        && (Types.Count == 0 || Types.Any(pattern => EventTypes.Matches(pattern, notice.Type)))
        && IsEnough(notice)
        && (Scope.Filters.Count == 0 || notice.Series.Any(Scope.Holds));

    /// <summary>When it may first be told, UTC.</summary>
    public DateTimeOffset FirstUtc(Notice notice, DateTimeOffset nowUtc)
    {
        if (IsGathered(notice))
        {
            var end = DigestEnd(nowUtc);
            return Quiet?.EndAfter(end) ?? end;
        }

        return notice.IsPage || notice.Severity == Severity.Critical ? nowUtc : Quiet?.EndAfter(nowUtc) ?? nowUtc;
    }

    /// <summary>True for what goes into a digest.</summary>
    public bool IsGathered(Notice notice) => DigestHours > 0 && !notice.IsPage;

    /// <summary>End of the gathering that a time falls into; gatherings begin on whole multiples since Monday, UTC.</summary>
    public DateTimeOffset DigestEnd(DateTimeOffset timeUtc)
    {
        // 5 January 1970 was a Monday.
        const int FirstMonday = 4 * 24;
        var hours = (timeUtc.ToUnixTimeSeconds() / 3_600) - FirstMonday;
        var end = ((hours / DigestHours) + 1) * DigestHours;
        return DateTimeOffset.FromUnixTimeSeconds((end + FirstMonday) * 3_600);
    }

    private bool IsEnough(Notice notice) =>
        (notice.Severity is not { } severity || severity >= MinimumSeverity)
        && (notice.IsPage || notice.Saving is not { } saving || saving >= MinimumSaving);
}
