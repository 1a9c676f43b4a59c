using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents.Causes;

namespace CostIntel.Domain.Incidents;

/// <summary>Anomalies of one account that belong together: what a person is told, and says something about, once.</summary>
public sealed record Incident
{
    /// <summary>Series that are kept one by one; of further ones the incident knows how many.</summary>
    public const int MembersMax = 100;

    /// <summary>What happened that is kept; the oldest goes first, but the opening stays.</summary>
    public const int TimelineMax = 100;

    /// <summary>Its id.</summary>
    public required IncidentId Id { get; init; }

    /// <summary>Whose.</summary>
    public required AccountKey Account { get; init; }

    /// <summary>Currency of its costs; empty when none of its series is a cost.</summary>
    public required string Currency { get; init; }

    /// <summary>True for more than was expected, false for less: the two never make one incident.</summary>
    public required bool IsRise { get; init; }

    /// <summary>Where it stands.</summary>
    public IncidentState State { get; init; } = IncidentState.Open;

    /// <summary>How much is at stake.</summary>
    public Severity Severity { get; init; } = Severity.Info;

    /// <summary>Its series, the costliest first.</summary>
    public IReadOnlyList<IncidentMember> Members { get; init; } = [];

    /// <summary>Series beyond <see cref="MembersMax"/>.</summary>
    public int FurtherMembers { get; init; }

    /// <summary>When it was opened, UTC.</summary>
    public required DateTimeOffset OpenedUtc { get; init; }

    /// <summary>When it last changed, UTC.</summary>
    public required DateTimeOffset ChangedUtc { get; init; }

    /// <summary>When it was resolved, UTC; null before.</summary>
    public DateTimeOffset? ClosedUtc { get; init; }

    /// <summary>Who looks after it; empty for nobody.</summary>
    public string Owner { get; init; } = "";

    /// <summary>What the money at stake is due to; the largest first.</summary>
    public IReadOnlyList<Cause> Causes { get; init; } = [];

    /// <summary>True when all resources of the place were asked for the causes, not its own series alone.</summary>
    public bool IsExplained { get; init; }

    /// <summary>What happened, oldest first.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get; init; } = [];

    /// <summary>The money that subscribers were last told of.</summary>
    public decimal ToldAtStake { get; init; }

    /// <summary>True while somebody may do something about it.</summary>
    public bool IsOpen => State is IncidentState.Open or IncidentState.Acknowledged;

    /// <summary>True while none of its data has settled.</summary>
    public bool IsProvisional => Members.Any(member => member.Standing == Standing.Provisional)
        && Members.All(member => member.Standing != Standing.Confirmed);

    /// <summary>Start of its first anomalous bucket, Unix seconds UTC.</summary>
    public long StartSeconds => Members.Min(member => member.FirstSeconds);

    /// <summary>End of its newest anomalous bucket, Unix seconds UTC.</summary>
    public long EndSeconds => Members.Max(member => member.EndSeconds);

    /// <summary>Its highest score so far, 0 to 1.</summary>
    public double Score => Members.Max(member => member.Score);

    /// <summary>What it costs.</summary>
    public MoneyAtStake AtStake => MoneyAtStake.Of(Members, EndSeconds);

    /// <summary>Adds to what happened.</summary>
    public Incident Noting(TimelineEntry entry) => this with
    {
        ChangedUtc = entry.AtUtc,
        Timeline = Timeline.Count < TimelineMax
            ? [.. Timeline, entry]
            : [Timeline[0], .. Timeline.Skip(2), entry],
    };
}
