using CostIntel.Domain.Detection;
using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Tests.Detection;

/// <summary>Series as they are fed by an engine: charge by charge, with the clock.</summary>
public sealed class LiveSeriesTests
{
    private const int Start = 490_000;
    private static readonly SeriesName Cost = new(Measure.Cost, "USD", SeriesStep.Hour);

    private readonly Totals _totals = new();
    private readonly SeriesWatch _watch = new();
    private readonly Noise _noise = new(11);

    [Theory]
    [InlineData(4, 2)]
    [InlineData(1, 60)]
    [InlineData(1, 80)]
    public void A_series_that_is_only_ever_fed_live_learns_and_finds(int parts, int minutesLate)
    {
        var findings = new List<SeriesFinding>();
        for (var hour = Start; hour < Start + (30 * 24); hour++)
        {
            Charge(hour, parts, minutesLate, 10 + _noise.Gauss(), findings);
        }

        Assert.DoesNotContain(findings, finding => finding is { Progress: Progress.Raised, Score: >= 0.5 });
        Charge(Start + (30 * 24), parts, minutesLate, 500, findings);
        Charge(Start + (30 * 24) + 1, parts, minutesLate, 10, findings);

        Assert.Contains(findings, finding => finding is { Progress: Progress.Raised, Score: >= 0.5, Slot: Start + (30 * 24) });
    }

    [Fact]
    public void What_is_charged_in_advance_says_nothing_before_its_time()
    {
        var findings = new List<SeriesFinding>();
        for (var hour = Start; hour < Start + (20 * 24); hour++)
        {
            Charge(hour, 1, 60, 10 + _noise.Gauss(), findings);
        }

        findings.Clear();
        var now = Start + (20 * 24);
        _totals[Cost, now + 72] = 10;
        _watch.Find(Cost)!.Touch(Cost.StartOf(now + 72), 10);
        Advance(now, 10, findings);
        _watch.CloseThrough(now + 70, _totals, TimeOf(now, 10), new DetectionOptions(), findings);
        for (var hour = now; hour < now + 48; hour++)
        {
            Charge(hour, 1, 60, 10 + _noise.Gauss(), findings);
        }

        Assert.DoesNotContain(findings, finding => finding is { Progress: Progress.Raised, Score: >= 0.5 });
    }

    [Fact]
    public void An_anomaly_that_corrected_data_take_back_does_not_go_on_for_ever()
    {
        var monitor = new SeriesMonitor(Cost);
        var findings = new List<SeriesFinding>();
        double Usual(int slot) => 10 + (slot % 3);
        for (var slot = Start; slot < Start + 400; slot++)
        {
            monitor.Close(slot, slot >= Start + 395 ? 300 : Usual(slot), findings);
        }

        Assert.True(monitor.State.IsActive);
        findings.Clear();
        monitor.Relearn(Start, Start + 400, Usual, new HashSet<int> { Start + 10 }, findings);

        Assert.False(monitor.State.IsActive);
        Assert.Equal(Progress.Retracted, Assert.Single(findings).Progress);
    }

    private static DateTimeOffset TimeOf(int hour, int minutes) =>
        DateTimeOffset.FromUnixTimeSeconds((long)hour * LedgerTime.SecondsPerHour).AddMinutes(minutes);

    private void Charge(int hour, int parts, int minutesLate, double cost, List<SeriesFinding> findings)
    {
        for (var part = 0; part < parts; part++)
        {
            _totals[Cost, hour] = cost * (part + 1) / parts;
            _watch.Find(Cost)!.Touch(Cost.StartOf(hour), cost / parts);
            Advance(hour, (60 / parts * part) + minutesLate, findings);
        }
    }

    private void Advance(int hour, int minutes, List<SeriesFinding> findings) =>
        _watch.Advance(_totals, TimeOf(hour, minutes), new DetectionOptions(), findings);
}
