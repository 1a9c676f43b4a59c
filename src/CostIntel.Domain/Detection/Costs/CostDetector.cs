using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// Finds anomalies in the totals of one series of cost or quantity, slot by slot. Plain memory of a fixed size; the
/// same totals in the same order give the same findings.
/// </summary>
/// <remarks>
/// Totals of young slots may still change. Two models are kept: one has learnt from settled slots alone, the other has
/// gone on from it through the slots that may change, and starts again from there whenever one of them does. What the
/// second says is provisional, and upward only: a slot that lacks its late charges looks like a drop. The first one
/// confirms it or takes it back. Not thread-safe.
/// </remarks>
public sealed partial class CostDetector
{
    /// <summary>Slots that may still change: what is older has settled by itself.</summary>
    public const int SlotsOpen = 84;

    /// <summary>Bytes of its stored form.</summary>
    public static readonly int StateBytes = Unsafe.SizeOf<State>();

    private const int Version = 2;
    private const int SlotsSkippedMax = 400;
    // Single precision holds its means.
    private const double Largest = 1e30;

    private State _state;

    /// <summary>Creates one that knows nothing.</summary>
    public CostDetector(SeriesStep step)
    {
        _state.Version = Version;
        _state.Step = step;
        _state.Settled = CostModel.Start(step);
        _state.Head = _state.Settled;
        _state.Newest = int.MinValue;
        _state.SettledThrough = int.MinValue;
        _state.MutedUntil = int.MinValue;
        _state.Raised.Clear();
    }

    private CostDetector(in State state) => _state = state;

    /// <summary>How long its slots are.</summary>
    public SeriesStep Step => _state.Step;

    /// <summary>The newest slot it has seen; <see cref="int.MinValue"/> for none.</summary>
    public int Newest => _state.Newest;

    /// <summary>Every slot up to this one has settled; <see cref="int.MinValue"/> for none.</summary>
    public int SettledThrough => _state.SettledThrough;

    /// <summary>Score of the slot that was observed last, 0 to 1.</summary>
    public double LastScore { get; private set; }

    /// <summary>What that score rests on.</summary>
    public CostSignal LastSignal { get; private set; }

    /// <summary>How many slots it has learnt from for good.</summary>
    public int Age => _state.Head.Count;

    private int MutedSlots => _state.Step == SeriesStep.Hour ? 24 : 3;

    /// <summary>Reads what <see cref="Save"/> wrote; null when another version did.</summary>
    public static CostDetector? Restore(ReadOnlySpan<byte> state) =>
        state.Length == StateBytes && MemoryMarshal.Read<State>(state) is { Version: Version } read ? new(read) : null;

    /// <summary>Writes its stored form.</summary>
    /// <param name="destination">Of <see cref="StateBytes"/>.</param>
    public void Save(Span<byte> destination) => MemoryMarshal.Write(destination, in _state);

    /// <summary>
    /// Takes the total of a closed slot as it is known now: it may come late, or again. A slot that is left out had
    /// nothing; one that has settled, and a total that is no number, are ignored.
    /// </summary>
    public void Observe(int slot, double total, CostSensitivity sensitivity, ref FindingBuffer findings)
    {
        LastScore = 0;
        if (!double.IsFinite(total) || slot <= _state.SettledThrough)
        {
            return;
        }

        total = Math.Clamp(total, -Largest, Largest);
        if (_state.Newest == int.MinValue)
        {
            (_state.Newest, _state.SettledThrough) = (slot - 1, slot - 1);
        }

        if (slot > _state.Newest)
        {
            Advance(slot, total, sensitivity, ref findings);
        }
        else
        {
            _state.Totals[Index(slot)] = total;
            Rebuild(slot, sensitivity, ref findings);
        }
    }

    /// <summary>Makes every slot up to one final.</summary>
    public void SettleThrough(int slot, CostSensitivity sensitivity, ref FindingBuffer findings)
    {
        var end = Math.Min(slot, _state.Newest);
        while (_state.SettledThrough < end)
        {
            Settle(_state.SettledThrough + 1, sensitivity, ref findings);
        }
    }

    /// <summary>What is expected of a slot that is open or to come.</summary>
    public CostExpectation Expect(int slot) => _state.Head.Expect(slot);

    /// <summary>Judges a slot that is still open, upward only.</summary>
    /// <param name="slot">The slot behind the newest one.</param>
    /// <param name="soFar">What it has come to.</param>
    /// <param name="sensitivity">From which score on it is a finding.</param>
    /// <param name="finding">The finding.</param>
    /// <returns>True when there is one.</returns>
    /// <remarks>
    /// What the slot has come to already is a lower bound of its total, so that is judged as it is: nothing is assumed
    /// of how a slot fills, since many charges come as a whole at one end of it.
    /// </remarks>
    public bool JudgeOpen(int slot, double soFar, CostSensitivity sensitivity, out CostFinding finding)
    {
        finding = default;
        if (slot <= _state.Newest || soFar <= _state.Head.Expect(slot).High || !double.IsFinite(soFar))
        {
            return false;
        }

        var judged = _state.Head.Judge(slot, soFar);
        if (judged.Signal is CostSignal.StuckMeter or CostSignal.DropToZero
            || !IsRaised(slot, judged, sensitivity))
        {
            return false;
        }

        finding = new(FindingKind.Raised, slot, soFar, judged.Expected, judged.Score, CostSignal.Pace);
        return true;
    }

    /// <summary>A deployment or another change takes effect: its ordinary effects are no anomaly.</summary>
    public void Announce(int slot)
    {
        _state.Settled.Announce(slot);
        _state.Head.Announce(slot);
    }

    private static int Index(int slot) => (int)((uint)slot % SlotsOpen);

    private void Advance(int slot, double total, CostSensitivity sensitivity, ref FindingBuffer findings)
    {
        if ((long)slot - _state.Newest > SlotsSkippedMax)
        {
            // The clock has jumped, or the series was gone for weeks: what lies between says nothing.
            SettleThrough(_state.Newest, sensitivity, ref findings);
            (_state.Newest, _state.SettledThrough) = (slot - 1, slot - 1);
        }

        while (_state.Newest < slot)
        {
            var next = _state.Newest + 1;
            SettleThrough(next - SlotsOpen, sensitivity, ref findings);
            _state.Totals[Index(next)] = next == slot ? total : 0;
            _state.Newest = next;
            StepHead(next, next == slot, sensitivity, ref findings);
        }
    }

    private void Rebuild(int restated, CostSensitivity sensitivity, ref FindingBuffer findings)
    {
        _state.Head = _state.Settled;
        for (var slot = _state.SettledThrough + 1; slot <= _state.Newest; slot++)
        {
            StepHead(slot, slot == restated, sensitivity, ref findings);
        }
    }

    private void StepHead(int slot, bool isJudged, CostSensitivity sensitivity, ref FindingBuffer findings)
    {
        var total = _state.Totals[Index(slot)];
        var judged = _state.Head.Step(slot, total);
        if (!isJudged)
        {
            return;
        }

        (LastScore, LastSignal) = (judged.Score, judged.Signal);
        if (total > judged.Expected && IsRaised(slot, judged, sensitivity) && !_state.Raised.Has(slot))
        {
            Raise(slot, total, judged, ref findings);
        }
    }

    private void Settle(int slot, CostSensitivity sensitivity, ref FindingBuffer findings)
    {
        var total = _state.Totals[Index(slot)];
        var judged = _state.Settled.Step(slot, total);
        _state.SettledThrough = slot;
        if (slot == _state.Newest && judged.Score >= LastScore)
        {
            (LastScore, LastSignal) = (judged.Score, judged.Signal);
        }

        var isAnomaly = judged.Score >= sensitivity.Threshold;
        if (_state.Raised.Remove(slot))
        {
            var kind = isAnomaly ? FindingKind.Confirmed : FindingKind.Retracted;
            findings.Add(new(kind, slot, total, judged.Expected, judged.Score, judged.Signal));
        }
        else if (isAnomaly && IsRaised(slot, judged, sensitivity))
        {
            Raise(slot, total, judged, ref findings);
            _state.Raised.Remove(slot);
            findings.Add(new(FindingKind.Confirmed, slot, total, judged.Expected, judged.Score, judged.Signal));
        }
    }

    // A finding mutes its series for a day, unless it gets worse by a band.
    private bool IsRaised(int slot, in CostJudgement judged, CostSensitivity sensitivity) =>
        judged.Score >= sensitivity.Threshold
        && (slot >= _state.MutedUntil
            || slot < _state.MutedFrom
            || ScoreBands.Of(judged.Score) > ScoreBands.Of(_state.MutedScore));

    private void Raise(int slot, double total, in CostJudgement judged, ref FindingBuffer findings)
    {
        _state.Raised.Add(slot);
        (_state.MutedFrom, _state.MutedUntil, _state.MutedScore) = (slot, slot + MutedSlots, (float)judged.Score);
        findings.Add(new(FindingKind.Raised, slot, total, judged.Expected, judged.Score, judged.Signal));
    }
}
