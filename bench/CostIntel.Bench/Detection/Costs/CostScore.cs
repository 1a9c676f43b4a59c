namespace CostIntel.Bench.Detection.Costs;

/// <summary>How well alerts fit the labels; adds up over resources.</summary>
/// <remarks>
/// An alert starts a notice and mutes its resource for a day (three days of daily points). An event is found when an alert
/// lies in it or in the grace behind it. A notice outside every event is neutral in or just behind a legitimate change, and
/// false elsewhere. Lenient precision leaves neutral notices out, strict precision counts them as false.
/// </remarks>
internal sealed class CostScore(bool isDaily)
{
    private readonly SortedDictionary<string, (int Found, int All)> _kinds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _neutralKinds = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _falseCauses = new(StringComparer.Ordinal);
    private readonly List<int> _delays = [];
    private readonly int _gap = isDaily ? 3 : 24;
    private readonly int _tenDays = isDaily ? 10 : 240;
    private readonly int _grace = isDaily ? 1 : 6;
    private int _found;
    private int _all;
    private int _false;
    private int _neutral;
    private long _points;
    private double _excess;
    private double _excessSeen;

    public double Recall => _found / Math.Max(1.0, _all);

    public double Precision => _found / Math.Max(1.0, _found + _false);

    public double StrictPrecision => _found / Math.Max(1.0, _found + _false + _neutral);

    public double F1 => 2 * Precision * Recall / Math.Max(1e-9, Precision + Recall);

    public double FalsePerMonth => _false / Months;

    public double Captured => _excessSeen / Math.Max(1e-9, _excess);

    public int Events => _all;

    /// <summary>Found and all events, by kind.</summary>
    public IReadOnlyDictionary<string, (int Found, int All)> Kinds => _kinds;

    /// <summary>Neutral notices, by the change they are in or just behind.</summary>
    public IReadOnlyDictionary<string, int> Neutral => _neutralKinds;

    /// <summary>False notices, by what happened in the ten days before; noise when nothing did.</summary>
    public IReadOnlyDictionary<string, int> False => _falseCauses;

    private double Months => Math.Max(1, _points) / (isDaily ? 30.0 : 720.0);

    public double RecallOf(string kind) => _kinds.TryGetValue(kind, out var counts) ? counts.Found / (double)counts.All : 0;

    /// <summary>Takes the alerts of one resource.</summary>
    public void Add(ScenarioPoint[] points, ReadOnlySpan<bool> alerts)
    {
        _points += points.Length;
        var inEvent = new bool[points.Length];
        for (var from = 0; from < points.Length; from++)
        {
            if (points[from].IsAnomaly && (from == 0 || points[from - 1].Event != points[from].Event))
            {
                AddEvent(points, alerts, from, inEvent);
            }
        }

        AddNotices(points, alerts, inEvent);
    }

    public double Percentile(double share)
    {
        if (_delays.Count == 0)
        {
            return 0;
        }

        _delays.Sort();
        var at = share * (_delays.Count - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, _delays.Count - 1);
        return _delays[below] + ((at - below) * (_delays[above] - _delays[below]));
    }

    private void AddEvent(ScenarioPoint[] points, ReadOnlySpan<bool> alerts, int from, bool[] inEvent)
    {
        var (number, kind) = (points[from].Event, points[from].Kind);
        var end = from;
        while (end < points.Length && points[end].IsAnomaly && points[end].Event == number)
        {
            end++;
        }

        var last = Math.Min(points.Length, end + _grace);
        inEvent.AsSpan(from..last).Fill(true);
        var hit = alerts[from..last].IndexOf(true);
        var counts = _kinds.GetValueOrDefault(kind);
        _kinds[kind] = (counts.Found + (hit >= 0 ? 1 : 0), counts.All + 1);
        _all++;
        _found += hit >= 0 ? 1 : 0;
        if (hit >= 0)
        {
            _delays.Add(hit);
        }

        for (var i = from; i < end; i++)
        {
            var excess = Math.Abs(points[i].Cost - points[i].Expected);
            _excess += excess;
            _excessSeen += hit >= 0 && i >= from + hit ? excess : 0;
        }
    }

    private void AddNotices(ScenarioPoint[] points, ReadOnlySpan<bool> alerts, bool[] inEvent)
    {
        var mutedUntil = 0;
        for (var i = 0; i < points.Length; i++)
        {
            if (!alerts[i] || i < mutedUntil)
            {
                continue;
            }

            mutedUntil = i + _gap;
            if (inEvent[i])
            {
                continue;
            }

            if (LegitimateAt(points, i) is { } kind)
            {
                _neutral++;
                _neutralKinds[kind] = _neutralKinds.GetValueOrDefault(kind) + 1;
            }
            else
            {
                _false++;
                var cause = CauseOf(points, i);
                _falseCauses[cause] = _falseCauses.GetValueOrDefault(cause) + 1;
            }
        }
    }

    private string? LegitimateAt(ScenarioPoint[] points, int index)
    {
        for (var i = index; i >= Math.Max(0, index - _grace); i--)
        {
            if (points[i] is { IsAnomaly: false, Kind.Length: > 0 })
            {
                return points[i].Kind;
            }
        }

        return null;
    }

    private string CauseOf(ScenarioPoint[] points, int index)
    {
        for (var i = index; i >= Math.Max(0, index - _tenDays); i--)
        {
            if (points[i].Kind.Length > 0)
            {
                return points[i].Kind;
            }
        }

        return "noise";
    }
}
