using CostIntel.Domain.Telemetry;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>How data points that differ in their attributes alone become one sample.</summary>
internal enum Fold
{
    /// <summary>By their mean.</summary>
    Average,

    /// <summary>By their sum.</summary>
    Add,
}

/// <summary>What one data point contributes to a sample.</summary>
/// <param name="Series">The metric and its resource.</param>
/// <param name="UnixSeconds">When it was measured.</param>
/// <param name="Value">In the metric's unit.</param>
/// <param name="Fold">How it meets others.</param>
/// <param name="Rank">Where the metric has several sources at once, the one of the lowest rank counts.</param>
/// <param name="Points">Data points that stand and fall with it.</param>
internal readonly record struct SamplePart(
    MetricSeries Series, long UnixSeconds, double Value, Fold Fold, int Rank, int Points);

/// <summary>Folds what an export says of the same metric at the same second.</summary>
internal sealed class SampleFolds
{
    private readonly Dictionary<(MetricSeries Series, long UnixSeconds), Folded> _folded = [];

    public void Add(in SamplePart part)
    {
        var key = (part.Series, part.UnixSeconds);
        if (!_folded.TryGetValue(key, out var before) || part.Rank < before.Rank)
        {
            _folded[key] = new Folded(part.Value, 1, part.Fold, part.Rank, part.Points);
        }
        else if (part.Rank == before.Rank)
        {
            _folded[key] = before with
            {
                Sum = before.Sum + part.Value, Count = before.Count + 1, Points = before.Points + part.Points,
            };
        }
    }

    /// <summary>The samples, in order of their time.</summary>
    public IReadOnlyList<OtlpSample> ToSamples() =>
    [
        .. _folded
            .OrderBy(item => item.Key.UnixSeconds)
            .Select(item => new OtlpSample(item.Key.Series, item.Key.UnixSeconds, item.Value.Value, item.Value.Points)),
    ];

    private readonly record struct Folded(double Sum, int Count, Fold Fold, int Rank, int Points)
    {
        public double Value => Fold == Fold.Average ? Sum / Count : Sum;
    }
}
