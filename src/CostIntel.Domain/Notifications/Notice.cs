using CostIntel.Domain.Incidents;

namespace CostIntel.Domain.Notifications;

/// <summary>Something that happened, as notifications see it.</summary>
public sealed record Notice
{
    /// <summary>Names the event in its tenant: the same however often it is told.</summary>
    public required string Id { get; init; }

    /// <summary>Such as <c>io.costintel.anomaly.opened.v1</c>.</summary>
    public required string Type { get; init; }

    /// <summary>When it happened, UTC.</summary>
    public required DateTimeOffset AtUtc { get; init; }

    /// <summary>What it happened to: the id of an incident or a recommendation.</summary>
    public required string About { get; init; }

    /// <summary>One sentence for people.</summary>
    public required string Summary { get; init; }

    /// <summary>All of it for programs: a JSON object.</summary>
    public required string Data { get; init; }

    /// <summary>Further fields of templates, by name.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The series that it is about.</summary>
    public IReadOnlyList<Subject> Series { get; init; } = [];

    /// <summary>How much is at stake; null for what is told whatever it is.</summary>
    public Severity? Severity { get; init; }

    /// <summary>True when a person is needed now: no quiet hours, digest or limit of savings holds it back.</summary>
    public bool IsPage { get; init; }

    /// <summary>Of a recommendation: the expected saving a month; null for others.</summary>
    public decimal? Saving { get; init; }
}
