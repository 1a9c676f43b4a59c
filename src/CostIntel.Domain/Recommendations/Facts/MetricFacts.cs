using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Recommendations.Facts;

/// <summary>What is known of one metric of a resource.</summary>
/// <param name="Name">Its name, see <see cref="MetricVocabulary"/>.</param>
/// <param name="Profile">What it is like.</param>
/// <param name="Samples">How many samples were taken.</param>
/// <param name="FirstSeconds">When the oldest sample was measured, Unix seconds UTC.</param>
/// <param name="LastSeconds">When the newest was.</param>
/// <param name="LastValue">The newest, in the metric's unit.</param>
public sealed record MetricFacts(
    string Name, MetricProfile Profile, long Samples, long FirstSeconds, long LastSeconds, double LastValue)
{
    private const double SecondsPerDay = 86_400;

    /// <summary>How many days its samples span.</summary>
    public double DaysSeen => (LastSeconds - FirstSeconds) / SecondsPerDay;

    /// <summary>How old the newest sample is.</summary>
    /// <param name="nowSeconds">Unix seconds UTC.</param>
    public double DaysOld(long nowSeconds) => Math.Max(0, (nowSeconds - LastSeconds) / SecondsPerDay);
}
