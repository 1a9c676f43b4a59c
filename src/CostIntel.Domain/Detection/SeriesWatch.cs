using CostIntel.Domain.Detection.Costs;

namespace CostIntel.Domain.Detection;

/// <summary>
/// Follows a few series that belong together. Totals of the last hours are judged at once; late ones, which come in any
/// order and number, together when they have come.
/// </summary>
public sealed class SeriesWatch
{
    /// <summary>Series that are followed together.</summary>
    public const int SeriesMax = 6;

    private const int LiveHours = 6;
    private const int LiveDays = 2;
    private static readonly TimeSpan HourGrace = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan DayGrace = TimeSpan.FromHours(2);

    private readonly List<WatchedSeries> _series = [];
    private DateTimeOffset _waitingSince;
    private DateTimeOffset _lastLate;

    /// <summary>What it follows.</summary>
    public IReadOnlyList<WatchedSeries> Series => _series;

    /// <summary>Changes with everything that is worth storing.</summary>
    public long Version => _series.Sum(series => series.Monitor.Version + series.Waiting.Count);

    /// <summary>True when late totals wait to be judged.</summary>
    public bool IsWaiting
    {
        get
        {
            foreach (var series in _series)
            {
                if (series.IsWaiting)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>True when something has changed that was not judged.</summary>
    public bool HasWork
    {
        get
        {
            foreach (var series in _series)
            {
                if (series.IsTouched || series.IsWaiting)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Goes on with a series that was stored.</summary>
    public void Restore(WatchedSeries series) => _series.Add(series);

    /// <summary>Judges what was noted, unless it has to wait for more.</summary>
    public void Advance(ISlotTotals totals, DateTimeOffset nowUtc, DetectionOptions options, List<SeriesFinding> findings)
    {
        var now = nowUtc.ToUnixTimeSeconds();
        foreach (var series in _series)
        {
            if (!series.IsTouched)
            {
                continue;
            }

            if (series.IsOrdinary && series.OnlyTouched == series.Name.SlotOf(now))
            {
                series.Forget();
                continue;
            }

            if (IsLooked(series, totals, nowUtc, findings))
            {
                continue;
            }

            var isLate = series.OldestTouched < LiveFrom(series.Name, nowUtc);
            if (isLate || series.IsWaiting)
            {
                // What comes in time beside late charges waits with them, but does not prolong the waiting.
                _waitingSince = IsWaiting ? _waitingSince : nowUtc;
                _lastLate = isLate ? nowUtc : _lastLate;
                series.Wait();
            }
            else
            {
                Judge(series, totals, nowUtc, options, findings);
            }
        }
    }

    /// <summary>Judges late charges, if no more of them come.</summary>
    public void Flush(ISlotTotals totals, DateTimeOffset nowUtc, DetectionOptions options, List<SeriesFinding> findings)
    {
        if (nowUtc - _lastLate < options.LateQuiet && nowUtc - _waitingSince < options.LateWaitMax)
        {
            return;
        }

        foreach (var series in _series.Where(series => series.IsWaiting))
        {
            series.TakeWaiting();
            Judge(series, totals, nowUtc, options, findings);
        }
    }

    /// <summary>Closes the slots that others of the account have left behind and these series have had nothing in.</summary>
    /// <param name="through">The newest hour that is over for the account.</param>
    /// <param name="totals">Their totals.</param>
    /// <param name="nowUtc">Now.</param>
    /// <param name="options">When series are judged.</param>
    /// <param name="findings">What is found.</param>
    public void CloseThrough(
        int through, ISlotTotals totals, DateTimeOffset nowUtc, DetectionOptions options, List<SeriesFinding> findings)
    {
        foreach (var series in _series.Where(series => series.Name.Step == SeriesStep.Hour && !series.IsWaiting && series.Monitor.Newest != int.MinValue))
        {
            var found = new List<SeriesFinding>();
            var end = Math.Min(through, series.Name.SlotOf(nowUtc.ToUnixTimeSeconds()) - 1);
            for (var slot = series.Monitor.Newest + 1; slot <= end; slot++)
            {
                series.Monitor.Close(slot, totals.Of(series.Name, slot), found);
            }

            findings.AddRange(found.Where(finding => IsYoung(finding, nowUtc, options)));
        }
    }

    /// <summary>A deployment or another change takes effect.</summary>
    public void Announce(long unixSeconds)
    {
        foreach (var series in _series)
        {
            series.Monitor.Announce(series.Name.SlotOf(unixSeconds));
        }
    }

    // The way of almost every call: charges of the slot that was open already.
    private static bool IsLooked(WatchedSeries series, ISlotTotals totals, DateTimeOffset nowUtc, List<SeriesFinding> findings)
    {
        var (monitor, name) = (series.Monitor, series.Name);
        if (series.IsWaiting || series.OnlyTouched is not { } slot || IsOver(name, slot, nowUtc))
        {
            return false;
        }

        var (first, last) = totals.Range(name);
        var closed = monitor.Newest == int.MinValue ? first - 1 : monitor.Newest;
        if (slot != closed + 1 || slot != Math.Min(last, name.SlotOf(nowUtc.ToUnixTimeSeconds())))
        {
            return false;
        }

        series.Forget();
        var total = totals.Of(name, slot);
        monitor.Look(slot, total, findings);
        series.Open(slot, total, Math.Max(monitor.Level(slot), total));
        return true;
    }

    private static int LiveFrom(SeriesName name, DateTimeOffset nowUtc) =>
        name.SlotOf(nowUtc.ToUnixTimeSeconds()) - (name.Step == SeriesStep.Hour ? LiveHours : LiveDays);

    private static bool IsYoung(SeriesFinding finding, DateTimeOffset nowUtc, DetectionOptions options) =>
        finding.Series.StartOf(finding.Slot + 1) >= (nowUtc - options.RaiseWithin).ToUnixTimeSeconds();

    private static void Judge(
        WatchedSeries series, ISlotTotals totals, DateTimeOffset nowUtc, DetectionOptions options, List<SeriesFinding> findings)
    {
        var name = series.Name;
        var touched = series.TakeTouched();
        var (first, last) = totals.Range(name);
        // What is charged in advance is judged when its time has come.
        var newest = Math.Min(last, name.SlotOf(nowUtc.ToUnixTimeSeconds()));
        var open = IsOver(name, newest, nowUtc) ? newest + 1 : newest;
        var monitor = series.Monitor;
        var found = new List<SeriesFinding>();
        if (touched.Any(slot => slot >= first && monitor.IsBehind(slot)))
        {
            monitor.Relearn(first, open, slot => totals.Of(name, slot), touched.ToHashSet(), found);
        }
        else
        {
            CloseTouched(monitor, totals, touched, first, open, found);
        }

        if (newest >= open && touched.Contains(newest))
        {
            monitor.Look(newest, totals.Of(name, newest), found);
        }

        findings.AddRange(found.Where(finding => IsYoung(finding, nowUtc, options)));
    }

    private static void CloseTouched(
        SeriesMonitor monitor, ISlotTotals totals, List<int> touched, int first, int open, List<SeriesFinding> found)
    {
        var name = monitor.Series;
        foreach (var slot in touched.Where(slot => slot >= first && slot < open && slot <= monitor.Newest))
        {
            monitor.Close(slot, totals.Of(name, slot), found);
        }

        var next = monitor.Newest == int.MinValue ? first : Math.Max(first, monitor.Newest + 1);
        for (var slot = next; slot < open; slot++)
        {
            monitor.Close(slot, totals.Of(name, slot), found);
        }
    }

    private static bool IsOver(SeriesName name, int slot, DateTimeOffset nowUtc)
    {
        var grace = name.Step == SeriesStep.Hour ? HourGrace : DayGrace;
        return name.StartOf(slot + 1) <= (nowUtc - grace).ToUnixTimeSeconds();
    }

    /// <summary>A series, followed from now on; null when there are too many.</summary>
    public WatchedSeries? Find(SeriesName name)
    {
        foreach (var series in _series)
        {
            if (series.Name == name)
            {
                return series;
            }
        }

        if (_series.Count >= SeriesMax)
        {
            return null;
        }

        var added = new WatchedSeries(new SeriesMonitor(name), []);
        _series.Add(added);
        return added;
    }
}
