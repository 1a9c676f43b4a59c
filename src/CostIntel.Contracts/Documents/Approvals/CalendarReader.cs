using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Approvals.Calendar;
using CostIntel.Domain.Workflow.Approvals.Limits;
using static CostIntel.Contracts.Documents.Approvals.ApprovalKinds;
using static CostIntel.Contracts.Documents.FieldKinds;

namespace CostIntel.Contracts.Documents.Approvals;

/// <summary>Reads when changes are made, how many at a time, and who approves for whom.</summary>
internal static class CalendarReader
{
    private const int ChangesMax = 100_000;

    private static readonly DateTime SomeDay = new(2000, 1, 1);

    public static ChangeWindow ReadWindow(MapReader reader) => new(
        reader.Need("name", Text, ""),
        reader.Read("scopes", Scopes, []),
        ReadDays(reader),
        reader.Need("from", TimeOfDay, default),
        reader.Need("to", TimeOfDay, default),
        reader.Need("zone", Zone, TimeZoneInfo.Utc));

    public static ChangeFreeze ReadFreeze(MapReader reader)
    {
        var freeze = new ChangeFreeze(
            reader.Need("name", Text, ""),
            reader.Read("scopes", Scopes, []),
            reader.Need("from", LocalTime, SomeDay),
            reader.Need("until", LocalTime, DateTime.MaxValue),
            reader.Need("zone", Zone, TimeZoneInfo.Utc));
        if (freeze.FromLocal >= freeze.UntilLocal)
        {
            reader.Refuse("until", "A freeze ends after it has begun.");
        }

        return freeze;
    }

    public static StandingDelegation ReadDelegation(MapReader reader)
    {
        var delegation = new StandingDelegation(
            reader.Need("from", Text, ""),
            reader.Read("groups", Texts, []),
            reader.Need("to", Text, ""),
            reader.Need("since", Instant, DateTimeOffset.MinValue),
            reader.Need("until", Instant, DateTimeOffset.MaxValue));
        if (delegation.From == delegation.To && delegation.To.Length > 0)
        {
            reader.Refuse("to", "Somebody else stands in.");
        }

        if (delegation.SinceUtc >= delegation.UntilUtc)
        {
            reader.Refuse("until", "A delegation ends after it has begun.");
        }

        return delegation;
    }

    public static BlastLimit ReadLimit(MapReader reader)
    {
        var limit = new BlastLimit(
            reader.Need("name", Text, ""),
            reader.Read("scopes", Scopes, []),
            reader.Read("each", ApprovalNames.Group, BlastGroup.Everything),
            reader.ReadSome("at_once", Count(1, ChangesMax)),
            reader.ReadSome("an_hour", Count(1, ChangesMax)),
            reader.ReadSome("share", Amount(0.0001m, 1)));
        if (limit is { AtOnce: null, AnHour: null, Share: null })
        {
            reader.Refuse("name", "A limit has at least one of at_once, an_hour and share.");
        }

        if (limit.Share is not null && limit.Each != BlastGroup.Fleet)
        {
            reader.Refuse("share", "A share is of a fleet: it needs each: fleet.");
        }

        return limit;
    }

    private static DayOfWeek[] ReadDays(MapReader reader)
    {
        var days = reader.Read("days", ListOf(ApprovalNames.Day), []);
        return days.Count > 0 ? [.. days.Distinct()] : Enum.GetValues<DayOfWeek>();
    }
}
