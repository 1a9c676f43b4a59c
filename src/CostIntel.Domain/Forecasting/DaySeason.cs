namespace CostIntel.Domain.Forecasting;

/// <summary>
/// What days of the week and edges of months have beyond the level around them, on the forecast's scale: as much of it as
/// the history shows to be more than noise.
/// </summary>
internal sealed class DaySeason
{
    private const int DaysPerWeek = 7;
    private const int WeeksLookedAt = 16;
    private const int DaysNeeded = 2 * DaysPerWeek;
    private const int Rounds = 3;
    private const double EdgeCertainty = 3;
    private const double FirstOfMonthAlone = 0.5;
    private const double LoneEdgeCertainty = 6;

    private readonly double[] _week = new double[DaysPerWeek];
    private readonly double[] _edge = new double[MonthEdge.Count];

    private DaySeason()
    {
    }

    /// <summary>Learns from a history on the scale; NaN is unknown.</summary>
    public static DaySeason Of(int firstDay, ReadOnlySpan<double> values)
    {
        var season = new DaySeason();
        if (values.Length < DaysNeeded)
        {
            return season;
        }

        var rest = new double[values.Length];
        for (var round = 0; round < Rounds; round++)
        {
            season.RemoveFrom(firstDay, values, rest, week: round > 0, edge: round > 0);
            var level = LocalLevel.Of(rest, robust: round > 0);
            season.LearnWeek(firstDay, values, level);
            if (round > 0)
            {
                // A week's mean is no measure of what its odd days are beyond it.
                season.LearnEdges(firstDay, values, level);
            }
        }

        return season;
    }

    /// <summary>What a day has beyond the level.</summary>
    public double At(int day)
    {
        var edge = MonthEdge.Of(day);
        return _week[DayOfWeek(day)] + (edge == MonthEdge.None ? 0 : _edge[edge]);
    }

    /// <summary>The history without week and edges.</summary>
    public double[] Remove(int firstDay, ReadOnlySpan<double> values)
    {
        var rest = new double[values.Length];
        RemoveFrom(firstDay, values, rest, week: true, edge: true);
        return rest;
    }

    private static int DayOfWeek(int day) => ((day % DaysPerWeek) + DaysPerWeek) % DaysPerWeek;

    private void RemoveFrom(int firstDay, ReadOnlySpan<double> values, double[] rest, bool week, bool edge)
    {
        for (var i = 0; i < rest.Length; i++)
        {
            var day = firstDay + i;
            var slot = edge ? MonthEdge.Of(day) : MonthEdge.None;
            rest[i] = values[i] - (week ? _week[DayOfWeek(day)] : 0) - (slot == MonthEdge.None ? 0 : _edge[slot]);
        }
    }

    private void LearnWeek(int firstDay, ReadOnlySpan<double> values, double[] level)
    {
        var beyond = new List<double>[DaysPerWeek];
        for (var i = 0; i < DaysPerWeek; i++)
        {
            beyond[i] = new List<double>(WeeksLookedAt);
        }

        for (var i = Math.Max(0, values.Length - (WeeksLookedAt * DaysPerWeek)); i < values.Length; i++)
        {
            var day = firstDay + i;
            var edge = MonthEdge.Of(day);
            var value = values[i] - level[i] - (edge == MonthEdge.None ? 0 : _edge[edge]);
            if (!double.IsNaN(value))
            {
                beyond[DayOfWeek(day)].Add(value);
            }
        }

        Shrink(beyond);
    }

    // Days of the week that differ no more than their own noise explains are taken to be alike.
    private void Shrink(List<double>[] beyond)
    {
        var noise = new List<double>();
        for (var i = 0; i < DaysPerWeek; i++)
        {
            var values = beyond[i].ToArray();
            var middle = RobustStatistics.TrimmedMean(values);
            _week[i] = middle;
            noise.AddRange(values.Select(value => Math.Abs(value - middle)));
        }

        var mean = _week.Average();
        var count = Math.Max(1, beyond.Min(values => values.Count));
        var sigma = 1.4826 * RobustStatistics.Median(noise.ToArray()) * Math.Sqrt(count / (count - 0.9));
        var between = _week.Sum(value => (value - mean) * (value - mean)) / (DaysPerWeek - 1);
        var share = between > 0 ? Math.Max(0, 1 - (sigma * sigma / count / between)) : 0;
        for (var i = 0; i < DaysPerWeek; i++)
        {
            _week[i] = count < 2 ? 0 : share * (_week[i] - mean);
        }
    }

    private void LearnEdges(int firstDay, ReadOnlySpan<double> values, double[] level)
    {
        var beyond = new List<double>[MonthEdge.Count];
        for (var i = 0; i < beyond.Length; i++)
        {
            beyond[i] = [];
        }

        var others = new List<double>(values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i] - level[i] - _week[DayOfWeek(firstDay + i)];
            if (double.IsNaN(value))
            {
                continue;
            }

            var edge = MonthEdge.Of(firstDay + i);
            (edge == MonthEdge.None ? others : beyond[edge]).Add(edge == MonthEdge.None ? Math.Abs(value) : value);
        }

        var noise = 1.4826 * RobustStatistics.Median(others.ToArray());
        for (var i = 0; i < beyond.Length; i++)
        {
            _edge[i] = Edge(i, [.. beyond[i]], noise);
        }
    }

    private static double Edge(int edge, double[] beyond, double noise)
    {
        var middle = RobustStatistics.Median(beyond);
        if (beyond.Length == 1)
        {
            // A fee that was seen once comes back, or does not; on other days than the first it mostly does not.
            return edge == 0 && middle > LoneEdgeCertainty * noise ? FirstOfMonthAlone * middle : 0;
        }

        var certain = EdgeCertainty * noise / Math.Sqrt(Math.Max(1, beyond.Length));
        var alike = beyond.Count(value => Math.Sign(value) == Math.Sign(middle) && Math.Abs(value) > Math.Abs(middle) / 3);
        return Math.Abs(middle) > certain && alike * 3 >= beyond.Length * 2
            ? middle * beyond.Length / (beyond.Length + (noise * noise / Math.Max(middle * middle, double.Epsilon)))
            : 0;
    }
}
