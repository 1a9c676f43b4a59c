using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Incidents;

namespace CostIntel.Domain.Detection;

/// <summary>
/// Follows one series of cost or quantity: hands its slots to the detector as they close, judges the one that is open, and
/// tells how an anomaly that was raised goes on until it ends.
/// </summary>
public sealed class SeriesMonitor
{
    // Not less: two thirds of all late charges come within two hours.
    private const int SlotsLateMin = 2;
    private const double LatenessMargin = 1.25;
    private const double LatenessDecay = 0.999;
    private const double ToldAgain = 1.5;

    private CostDetector _detector;
    private int _lookSlot = int.MinValue;
    private double _lookLevel;

    /// <summary>Starts to follow a series.</summary>
    public SeriesMonitor(SeriesName series)
        : this(series, new CostDetector(series.Step), default)
    {
    }

    /// <summary>Goes on with what was stored.</summary>
    public SeriesMonitor(SeriesName series, CostDetector detector, MonitorState state) =>
        (Series, _detector, State) = (series, detector, state);

    /// <summary>Which series.</summary>
    public SeriesName Series { get; }

    /// <summary>Its detector.</summary>
    public CostDetector Detector => _detector;

    /// <summary>Where it stands beside its detector.</summary>
    public MonitorState State { get; private set; }

    /// <summary>The newest slot that closed; <see cref="int.MinValue"/> for none.</summary>
    public int Newest => _detector.Newest;

    /// <summary>Changes when it has learnt or found something.</summary>
    public long Version { get; private set; }

    /// <summary>True when the slot is too old for the detector to take.</summary>
    public bool IsBehind(int slot) => _detector.Newest != int.MinValue && slot <= _detector.SettledThrough;

    /// <summary>Takes the total of a closed slot as it is known now.</summary>
    public void Close(int slot, double total, List<SeriesFinding> findings)
    {
        _lookSlot = int.MinValue;
        Version++;
        NoteLateness(slot);
        var expected = _detector.Expect(slot);
        var isNew = slot > _detector.Newest;
        var buffer = default(FindingBuffer);
        _detector.Observe(slot, total, CostSensitivity.Highest, ref buffer);
        Tell(buffer, findings);
        if (isNew && State.IsActive && slot > State.ActiveFrom)
        {
            GoOn(slot, total, expected, findings);
        }

        Settle(findings);
    }

    /// <summary>Judges a slot that is still open by what it has come to.</summary>
    public void Look(int slot, double soFar, List<SeriesFinding> findings)
    {
        if (State.OpenSlot == slot)
        {
            // It is judged anew: what was hardly worth mentioning may by now be worth an alert.
            if (State.OpenTold > 0 && soFar >= ToldAgain * State.OpenTold
                && _detector.JudgeOpen(slot, soFar, CostSensitivity.Highest, out var grown))
            {
                findings.Add(Of(grown, Progress.Continued));
                State = State with { OpenTold = soFar, Score = Math.Max(State.Score, grown.Score) };
            }

            return;
        }

        if (soFar > Level(slot) && _detector.JudgeOpen(slot, soFar, CostSensitivity.Highest, out var finding))
        {
            findings.Add(Of(finding, Progress.Raised));
            Version++;
            State = State with { OpenSlot = slot, OpenTold = soFar, IsActive = true, IsRise = true, ActiveFrom = slot, Calm = 0, Score = finding.Score };
        }
    }

    /// <summary>Up to here an open slot is nothing to look at.</summary>
    public double Level(int slot)
    {
        if (State.OpenSlot == slot)
        {
            return 0;
        }

        // Computed once a slot. What nothing is known of has nothing to exceed.
        if (_lookSlot != slot)
        {
            (_lookSlot, _lookLevel) = (slot, _detector.Age == 0 ? double.MaxValue : _detector.Expect(slot).High);
        }

        return _lookLevel;
    }

    /// <summary>A deployment or another change takes effect.</summary>
    public void Announce(int slot)
    {
        Version++;
        _detector.Announce(slot);
    }

    /// <summary>Learns anew from all totals that are known, since old ones have changed.</summary>
    /// <param name="first">The first slot that is known.</param>
    /// <param name="end">The slot after the last one that has closed.</param>
    /// <param name="totalOf">The total of a slot.</param>
    /// <param name="changed">The slots for which findings are told.</param>
    /// <param name="findings">What is found.</param>
    public void Relearn(int first, int end, Func<int, double> totalOf, IReadOnlySet<int> changed, List<SeriesFinding> findings)
    {
        var before = State;
        _detector = new CostDetector(Series.Step);
        State = default(MonitorState) with { Lateness = before.Lateness };
        var found = new List<SeriesFinding>();
        for (var slot = first; slot < end; slot++)
        {
            Close(slot, totalOf(slot), found);
        }

        findings.AddRange(found.Where(finding => changed.Contains(finding.Slot)));
        if (before.IsActive && !State.IsActive)
        {
            findings.Add(EndOf(before, found, end - 1, totalOf));
        }
    }

    // What was told and does not go on by what is known now was none, or is over.
    private SeriesFinding EndOf(in MonitorState before, List<SeriesFinding> found, int newest, Func<int, double> totalOf)
    {
        var from = before.ActiveFrom;
        var stands = found.Exists(finding => finding.Slot == from && finding.Progress == Progress.Raised);
        var (progress, slot) = stands ? (Progress.Ended, newest) : (Progress.Retracted, Math.Min(from, newest));
        return new(Series, progress, slot, totalOf(slot), _detector.Expect(slot).Expected, 0, Signal.Surge);
    }

    private void NoteLateness(int slot)
    {
        if (_detector.Newest != int.MinValue)
        {
            var late = Math.Max(0, _detector.Newest - slot);
            State = State with { Lateness = (float)Math.Max(late, State.Lateness * LatenessDecay) };
        }
    }

    private void Settle(List<SeriesFinding> findings)
    {
        var late = Math.Max(SlotsLateMin, (int)Math.Ceiling(LatenessMargin * State.Lateness));
        var buffer = default(FindingBuffer);
        _detector.SettleThrough(_detector.Newest - late, CostSensitivity.Highest, ref buffer);
        Tell(buffer, findings);
    }

    private void Tell(in FindingBuffer buffer, List<SeriesFinding> findings)
    {
        for (var i = 0; i < buffer.Count; i++)
        {
            var finding = buffer[i];
            switch (finding.Kind)
            {
                case FindingKind.Raised:
                    findings.Add(Of(finding, Progress.Raised));
                    State = State with
                    {
                        IsActive = true,
                        IsRise = finding.Actual >= finding.Expected,
                        ActiveFrom = finding.Slot,
                        Calm = 0,
                        Score = finding.Score,
                    };
                    break;
                case FindingKind.Retracted:
                    findings.Add(Of(finding, Progress.Retracted));
                    State = State.ActiveFrom == finding.Slot ? State with { IsActive = false } : State;
                    break;
                default:
                    findings.Add(Of(finding, Progress.Confirmed));
                    break;
            }
        }
    }

    private void GoOn(int slot, double total, CostExpectation expected, List<SeriesFinding> findings)
    {
        var isOdd = State.IsRise ? total > expected.High : total < expected.Low;
        if (isOdd)
        {
            State = State with { Calm = 0 };
            findings.Add(new(Series, Progress.Continued, slot, total, expected.Expected, State.Score, SignalOf(slot)));
            return;
        }

        State = State with { Calm = State.Calm + 1 };
        if (State.Calm >= (Series.Step == SeriesStep.Hour ? 3 : 1))
        {
            State = State with { IsActive = false };
            findings.Add(new(Series, Progress.Ended, slot, total, expected.Expected, 0, SignalOf(slot)));
        }
    }

    private Signal SignalOf(int slot) => slot - State.ActiveFrom > 2 ? Signal.Surge : Signal.Spike;

    private SeriesFinding Of(in CostFinding finding, Progress progress) => new(
        Series, progress, finding.Slot, finding.Actual, finding.Expected, finding.Score, (Signal)finding.Signal);
}

/// <summary>Where a monitor stands beside its detector.</summary>
/// <param name="IsActive">An anomaly that was raised goes on.</param>
/// <param name="IsRise">It is above what was expected.</param>
/// <param name="ActiveFrom">The slot for which it was raised.</param>
/// <param name="Calm">Slots without anything odd since.</param>
/// <param name="Score">Its score.</param>
/// <param name="OpenSlot">The slot that was raised while it was open.</param>
/// <param name="OpenTold">What that slot had come to when it was last told.</param>
/// <param name="Lateness">By how many slots totals are late lately.</param>
public readonly record struct MonitorState(
    bool IsActive, bool IsRise, int ActiveFrom, int Calm, double Score, int OpenSlot, double OpenTold, float Lateness);
