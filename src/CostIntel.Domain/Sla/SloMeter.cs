using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Sla;

/// <summary>
/// Counts the good and the bad samples of one metric under one SLO: by UTC day for 30 days, by hour for a day, and by
/// five minutes for two hours. Plain memory of a fixed size.
/// </summary>
/// <remarks>
/// Samples count where they were measured, not where they arrived, so that whoever takes the same samples again from the
/// same stored form comes to the same counts.
/// </remarks>
public sealed class SloMeter
{
    /// <summary>Days that are kept: the longest window.</summary>
    public const int DaysKept = 30;

    /// <summary>Hours that are kept.</summary>
    public const int HoursKept = 24;

    /// <summary>Bytes of its stored form.</summary>
    public static readonly int StateBytes = Unsafe.SizeOf<State>();

    private const int Version = 2;
    private const int SlotSeconds = 300;
    private const int SlotsKept = 24;

    // The form before slots were counted is the beginning of this one.
    private const int VersionWithoutSlots = 1;
    // The newest slot is padded to eight bytes.
    private static readonly int BytesWithoutSlots = StateBytes - Unsafe.SizeOf<SlotRing>() - (2 * sizeof(int));

    private State _state = new() { Version = Version };

    /// <summary>Starts counting.</summary>
    /// <param name="slo">What is good.</param>
    public SloMeter(Slo slo) => Slo = slo;

    /// <summary>What is good.</summary>
    public Slo Slo { get; private set; }

    /// <summary>When the oldest sample that it counted was measured, Unix seconds UTC; 0 before the first.</summary>
    public long SinceSeconds => _state.Since;

    /// <summary>Goes on counting from what <see cref="Save"/> wrote; from nothing when another version did.</summary>
    public static SloMeter Restore(Slo slo, ReadOnlySpan<byte> state)
    {
        var meter = new SloMeter(slo);
        Span<byte> whole = stackalloc byte[StateBytes];
        whole.Clear();
        state[..Math.Min(state.Length, StateBytes)].CopyTo(whole);
        var read = MemoryMarshal.Read<State>(whole);
        if ((state.Length, read.Version) == (StateBytes, Version) || (state.Length, read.Version) == (BytesWithoutSlots, VersionWithoutSlots))
        {
            meter._state = read;
            meter._state.Version = Version;
        }

        return meter;
    }

    /// <summary>Writes its stored form.</summary>
    /// <param name="destination">Of <see cref="StateBytes"/>.</param>
    public void Save(Span<byte> destination) => MemoryMarshal.Write(destination, in _state);

    /// <summary>
    /// Follows a changed definition: true when what was counted still counts, since the same samples are good.
    /// </summary>
    public bool TryFollow(Slo slo)
    {
        if (slo.Id != Slo.Id || slo.Metric != Slo.Metric || slo.Bound != Slo.Bound || !slo.Threshold.Equals(Slo.Threshold))
        {
            return false;
        }

        Slo = slo;
        return true;
    }

    /// <summary>Counts a sample.</summary>
    /// <param name="unixSeconds">When it was measured; one from before what is kept does not count.</param>
    /// <param name="value">What was measured, in the metric's unit.</param>
    public void Add(long unixSeconds, double value)
    {
        var isGood = Slo.IsGood(value);
        var (day, hour) = (LedgerTime.Day(unixSeconds), LedgerTime.Hour(unixSeconds));
        _state.Since = _state.Since == 0 ? unixSeconds : Math.Min(_state.Since, unixSeconds);
        Count(_state.Days, ref _state.NewestDay, day, isGood);
        Count(_state.Hours, ref _state.NewestHour, hour, isGood);
        Count(_state.Slots, ref _state.NewestSlot, Slot(unixSeconds), isGood);
    }

    /// <summary>How the SLO stands.</summary>
    /// <param name="nowSeconds">Unix seconds UTC: the window ends with this UTC day.</param>
    public SloStatus StatusAt(long nowSeconds)
    {
        var last = Math.Max(LedgerTime.Day(nowSeconds), _state.NewestDay);
        var (good, bad) = Sum(_state.Days, _state.NewestDay, last - Slo.WindowDays);
        return new(Slo, good, bad);
    }

    /// <summary>The good and the bad samples of the last hours, with the one that goes on.</summary>
    /// <param name="nowSeconds">Unix seconds UTC.</param>
    /// <param name="hours">How many, 1 to 24.</param>
    public (long Good, long Bad) Lately(long nowSeconds, int hours)
    {
        var last = Math.Max(LedgerTime.Hour(nowSeconds), _state.NewestHour);
        return Sum(_state.Hours, _state.NewestHour, last - Math.Min(hours, HoursKept));
    }

    /// <summary>
    /// The good and the bad samples from a time on, and those of the day before it, as finely as they are still known: from the
    /// begin of the five minutes, the hour or the UTC day in which the time lies.
    /// </summary>
    /// <param name="unixSeconds">The time.</param>
    public (long GoodBefore, long BadBefore, long Good, long Bad) Since(long unixSeconds)
    {
        var (slot, hour, day) = (Slot(unixSeconds), LedgerTime.Hour(unixSeconds), LedgerTime.Day(unixSeconds));
        var hoursBefore = Sum(_state.Hours, _state.NewestHour, hour - HoursKept - 1, hour);
        if (slot > _state.NewestSlot - SlotsKept)
        {
            var since = Sum(_state.Slots, _state.NewestSlot, slot - 1);
            var earlier = Sum(_state.Slots, _state.NewestSlot, Slot((long)hour * LedgerTime.SecondsPerHour) - 1, slot);
            return (hoursBefore.Good + earlier.Good, hoursBefore.Bad + earlier.Bad, since.Good, since.Bad);
        }

        if (hour > _state.NewestHour - HoursKept && hoursBefore.Good + hoursBefore.Bad > 0)
        {
            var since = Sum(_state.Hours, _state.NewestHour, hour - 1);
            return (hoursBefore.Good, hoursBefore.Bad, since.Good, since.Bad);
        }

        var (goodBefore, badBefore) = Sum(_state.Days, _state.NewestDay, day - 2, day);
        var (good, bad) = Sum(_state.Days, _state.NewestDay, day - 1);
        return (goodBefore, badBefore, good, bad);
    }

    private static int Slot(long unixSeconds) => (int)(unixSeconds / SlotSeconds);

    private static void Count(Span<Tally> ring, ref int newest, int slot, bool isGood)
    {
        if (slot <= newest - ring.Length)
        {
            return;
        }

        if (slot > newest)
        {
            var passed = Math.Min(ring.Length, slot - newest);
            for (var i = 0; i < passed; i++)
            {
                ring[(slot - i) % ring.Length] = default;
            }

            newest = slot;
        }

        ref var tally = ref ring[slot % ring.Length];
        (tally.Good, tally.Bad) = isGood ? (tally.Good + 1, tally.Bad) : (tally.Good, tally.Bad + 1);
    }

    // What lies between, neither of both included.
    private static (long Good, long Bad) Sum(ReadOnlySpan<Tally> ring, int newest, int after, int before = int.MaxValue)
    {
        var (good, bad) = (0L, 0L);
        for (var slot = Math.Max(after, newest - ring.Length) + 1; slot <= newest && slot < before; slot++)
        {
            if (slot >= 0)
            {
                good += ring[slot % ring.Length].Good;
                bad += ring[slot % ring.Length].Bad;
            }
        }

        return (good, bad);
    }

    private struct State
    {
        public int Version;
        public int NewestDay;
        public int NewestHour;
        public long Since;
        public DayRing Days;
        public HourRing Hours;
        public SlotRing Slots;
        public int NewestSlot;
    }

    private struct Tally
    {
        public int Good;
        public int Bad;
    }

    [InlineArray(DaysKept)]
    private struct DayRing
    {
        private Tally _first;
    }

    [InlineArray(HoursKept)]
    private struct HourRing
    {
        private Tally _first;
    }

    [InlineArray(SlotsKept)]
    private struct SlotRing
    {
        private Tally _first;
    }
}
