using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Simulation;

/// <summary>How full a capacity is over the hours of a usual week, percent.</summary>
/// <param name="Mean">Mean of the hours.</param>
/// <param name="P95">95 of 100 hours have a peak of at most this.</param>
/// <param name="Peak">The highest peak.</param>
public readonly record struct Utilisation(double Mean, double P95, double Peak);

/// <summary>How full a capacity is before and after a change. After it more than 100 is asked for what does not fit.</summary>
/// <param name="Metric">Which, see <see cref="MetricVocabulary"/>.</param>
/// <param name="Before">As it is.</param>
/// <param name="After">After the change, in the hours in which it runs; all 0 when it never does.</param>
public sealed record UtilisationReplay(string Metric, Utilisation Before, Utilisation After)
{
    private const double Share = 0.95;

    /// <summary>Replays every capacity that is measured.</summary>
    /// <param name="facts">The resource.</param>
    /// <param name="change">What differs.</param>
    public static IReadOnlyList<UtilisationReplay> Of(ResourceFacts facts, Change change)
    {
        var found = new List<UtilisationReplay>();
        foreach (var metric in facts.Metrics)
        {
            if (CapacityMetrics.Utilisations.Contains(metric.Name) && Week(metric.Profile, WeekHours.Always) is { } before)
            {
                var ratio = CapacityMetrics.RatioOf(metric.Name, change);
                var after = change.IsRemoval ? null : Week(metric.Profile, change.Runs);
                found.Add(new(metric.Name, before, after is { } busy ? Scale(busy, 1 / ratio) : default));
            }
        }

        return found;
    }

    private static Utilisation Scale(Utilisation busy, double factor) =>
        new(busy.Mean * factor, busy.P95 * factor, busy.Peak * factor);

    private static Utilisation? Week(MetricProfile profile, WeekHours hours)
    {
        Span<double> peaks = stackalloc double[WeekShape.Hours];
        var (count, sum) = (0, 0.0);
        for (var hour = 0; hour < WeekShape.Hours; hour++)
        {
            if (hours.Contains(hour) && profile.HourOfWeek(hour) is { } known)
            {
                peaks[count++] = known.Peak;
                sum += known.Mean;
            }
        }

        if (count == 0)
        {
            return null;
        }

        peaks = peaks[..count];
        peaks.Sort();
        return new(sum / count, peaks[(int)Math.Ceiling(Share * count) - 1], peaks[^1]);
    }
}
