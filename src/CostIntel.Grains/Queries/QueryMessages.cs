using CostIntel.Domain.Queries;

namespace CostIntel.Grains.Queries;

/// <summary>A question about costs, as it travels between grains.</summary>
/// <param name="FromDay">First UTC day, inclusive.</param>
/// <param name="ToDay">Last UTC day, exclusive.</param>
/// <param name="Granularity">Into what periods costs are summed.</param>
/// <param name="GroupBy">Canonical dimension names.</param>
/// <param name="Filters">All must keep a charge.</param>
[GenerateSerializer, Immutable, Alias("costintel.cost-question")]
public sealed record CostQuestion(
    [property: Id(0)] int FromDay,
    [property: Id(1)] int ToDay,
    [property: Id(2)] CostGranularity Granularity,
    [property: Id(3)] string[] GroupBy,
    [property: Id(4)] CostQuestionFilter[] Filters)
{
    /// <summary>The question in its travelling form.</summary>
    public static CostQuestion Of(CostQuery query) => new(
        query.FromDay,
        query.ToDay,
        query.Granularity,
        [.. query.GroupBy.Select(by => by.ToString())],
        [.. query.Filters.Select(CostQuestionFilter.Of)]);

    /// <summary>The question in its domain form.</summary>
    public CostQuery ToQuery() => new(
        FromDay,
        ToDay,
        Granularity,
        [.. GroupBy.Select(CostQuestionFilter.Parse)],
        [.. Filters.Select(filter => filter.ToFilter())]);
}

/// <summary>A filter, as it travels between grains.</summary>
/// <param name="Dimension">Canonical dimension name.</param>
/// <param name="Values">Exact values.</param>
/// <param name="Exclude">Keeps what does not match instead.</param>
[GenerateSerializer, Immutable, Alias("costintel.cost-question-filter")]
public sealed record CostQuestionFilter(
    [property: Id(0)] string Dimension,
    [property: Id(1)] string[] Values,
    [property: Id(2)] bool Exclude)
{
    /// <summary>The filter in its travelling form.</summary>
    public static CostQuestionFilter Of(CostFilter filter) =>
        new(filter.Dimension.ToString(), [.. filter.Values], filter.Exclude);

    /// <summary>The filter in its domain form.</summary>
    public CostFilter ToFilter() =>
        new(Parse(Dimension), new HashSet<string>(Values, StringComparer.Ordinal), Exclude);

    internal static Dimension Parse(string name) => Domain.Queries.Dimension.TryParse(name, out var dimension)
        ? dimension
        : throw new ArgumentException($"'{name}' is not a dimension.", nameof(name));
}

/// <summary>Rows of an answer.</summary>
/// <param name="Rows">The rows; never changed once made.</param>
[GenerateSerializer, Immutable, Alias("costintel.cost-rows")]
public sealed record CostRows([property: Id(0)] CostRow[] Rows)
{
    /// <summary>No rows.</summary>
    public static CostRows None { get; } = new([]);
}

/// <summary>A resource as it is shown.</summary>
/// <param name="Description">The newest series, in its stored encoding.</param>
/// <param name="FirstCharge">Start of the earliest charge, Unix seconds.</param>
/// <param name="LastCharge">Start of the latest charge, Unix seconds.</param>
/// <param name="Totals">All time.</param>
/// <param name="Days">Days with a charge; the period is the day.</param>
/// <param name="Hours">Hours with a charge; the period is the hour.</param>
/// <param name="Outlooks">What is expected of its series.</param>
[GenerateSerializer, Immutable, Alias("costintel.resource-view")]
public sealed record ResourceView(
    [property: Id(0)] ReadOnlyMemory<byte> Description,
    [property: Id(1)] long FirstCharge,
    [property: Id(2)] long LastCharge,
    [property: Id(3)] CostRow[] Totals,
    [property: Id(4)] CostRow[] Days,
    [property: Id(5)] CostRow[] Hours,
    [property: Id(6)] SeriesOutlook[] Outlooks);

/// <summary>What is expected of a series of a resource.</summary>
/// <param name="Measure">What is measured, see <see cref="Domain.Incidents.Measure"/>.</param>
/// <param name="Unit">Currency code or FOCUS ConsumedUnit.</param>
/// <param name="StartSeconds">Start of the slot that is open, Unix seconds UTC.</param>
/// <param name="StepSeconds">Length of a slot.</param>
/// <param name="Expected">What is expected of the whole slot.</param>
/// <param name="Low">95 of 100 lie from here.</param>
/// <param name="High">To here.</param>
/// <param name="Learnt">From how many slots it has been learnt.</param>
[GenerateSerializer, Immutable, Alias("costintel.series-outlook")]
public readonly record struct SeriesOutlook(
    [property: Id(0)] int Measure,
    [property: Id(1)] string Unit,
    [property: Id(2)] long StartSeconds,
    [property: Id(3)] int StepSeconds,
    [property: Id(4)] double Expected,
    [property: Id(5)] double Low,
    [property: Id(6)] double High,
    [property: Id(7)] int Learnt);
