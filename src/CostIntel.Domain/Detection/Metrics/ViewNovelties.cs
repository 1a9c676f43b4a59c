using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Detection.Metrics;

/// <summary>How new each of several views of a point is, with equal weights.</summary>
internal struct ViewNovelties
{
    /// <summary>How many views there are.</summary>
    public const int Count = LevelViews.Count + SeasonViews.Count + JumpViews.Count;

    // Views from here on are means of unitless figures, which say nothing before they have settled.
    private const int FirstSettling = LevelViews.Count + SeasonViews.RawCount;
    private const int SettlesAt = 100;
    // A novelty of a thirtieth of the range counts half: that a bound was passed says more than by how much.
    private const double Gain = 32;
    private const double Endless = 1e9;

    private Ranges _ranges;

    /// <summary>The sum over all views, each at most 1.</summary>
    /// <param name="views">Of <see cref="Count"/>.</param>
    /// <param name="count">How many points there were before.</param>
    public double Step(ReadOnlySpan<double> views, long count)
    {
        var seen = count > SettlesAt ? views.Length : FirstSettling;
        var sum = 0.0;
        for (var i = 0; i < seen; i++)
        {
            if (count == (i < FirstSettling ? 1 : SettlesAt + 1))
            {
                _ranges[i] = RangeNovelty.Start(views[i]);
                continue;
            }

            sum += Weigh(_ranges[i].Step(views[i]));
        }

        return sum;
    }

    private static double Weigh(double novelty) => novelty switch
    {
        <= 0 => 0,
        >= Endless => 1,
        _ => Gain * novelty / (1 + (Gain * novelty)),
    };

    [InlineArray(Count)]
    private struct Ranges
    {
        private RangeNovelty _first;
    }
}
