using CostIntel.Domain.Detection.Costs;

namespace CostIntel.Domain.Tests.Detection;

/// <summary>Made series of cost, and what a detector says of them; hours and days count from a Monday, UTC.</summary>
internal static class CostSeries
{
    public const int Monday = 4 * 24;
    public const int Week = 168;

    private const int MondayDay = 4;

    public static double Steady(int hour) => 10 * (1 + (0.01 * new Noise((ulong)hour + 17).Gauss()));

    public static double Noisy(int hour) => 10 * Math.Exp(0.1 * new Noise((ulong)hour + 31).Gauss());

    public static double Office(int hour) =>
        (IsBusy(hour) ? 20 : 6) * (1 + (0.04 * new Noise((ulong)hour + 99).Gauss()));

    public static bool IsBusy(int hour) => hour % 24 is >= 8 and < 18 && hour / 24 % 7 < 5;

    /// <summary>Charged in every second hour or so.</summary>
    public static double Seldom(int hour)
    {
        var noise = new Noise((ulong)hour + 7);
        return noise.Uniform() < 0.5 ? 0 : 10 * Math.Exp(0.4 * noise.Gauss());
    }

    public static double DayCost(int day) =>
        (day % 7 >= 5 ? 100 : 240) * (1 + (0.03 * new Noise((ulong)day + MondayDay).Gauss()));

    /// <summary>The last days of a month cost twice as much.</summary>
    public static double MonthEnd(int hour) => IsMonthEnd(hour) ? 2 * Steady(hour) : Steady(hour);

    public static bool IsMonthEnd(int hour) => TimeOf(hour).AddDays(2).Month != TimeOf(hour).Month;

    public static DateTime TimeOf(int hour) => DateTime.UnixEpoch.AddHours(Monday + hour);

    public static (CostDetector Detector, List<CostFinding> Findings) Fed(int hours, Func<int, double> cost)
    {
        var detector = new CostDetector(SeriesStep.Hour);
        return (detector, Feed(detector, 0, hours, cost));
    }

    public static (CostDetector Detector, List<CostFinding> Findings) FedDays(int days, Func<int, double> cost)
    {
        var detector = new CostDetector(SeriesStep.Day);
        return (detector, FeedDays(detector, 0, days, cost));
    }

    public static List<CostFinding> Feed(CostDetector detector, int from, int hours, Func<int, double> cost) =>
        [.. Enumerable.Range(from, hours).SelectMany(hour => Observe(detector, Monday + hour, cost(hour)))];

    public static List<CostFinding> FeedDays(CostDetector detector, int from, int days, Func<int, double> cost) =>
        [.. Enumerable.Range(from, days).SelectMany(day => Final(detector, MondayDay + day, cost(day)))];

    public static List<CostFinding> Observe(CostDetector detector, int slot, double total)
    {
        var findings = default(FindingBuffer);
        detector.Observe(slot, total, CostSensitivity.Default, ref findings);
        return List(findings);
    }

    public static List<CostFinding> Settle(CostDetector detector, int slot)
    {
        var findings = default(FindingBuffer);
        detector.SettleThrough(slot, CostSensitivity.Default, ref findings);
        return List(findings);
    }

    /// <summary>A total that is final when it comes.</summary>
    public static List<CostFinding> Final(CostDetector detector, int slot, double total) =>
        [.. Observe(detector, slot, total), .. Settle(detector, slot)];

    /// <summary>Totals that are final when they come: the slots that are raised, in hours from the Monday.</summary>
    public static List<int> Raised(CostDetector detector, int from, int hours, Func<int, double> cost) =>
    [
        .. Enumerable.Range(from, hours)
            .SelectMany(hour => Final(detector, Monday + hour, cost(hour)))
            .Where(finding => finding.Kind == FindingKind.Raised)
            .Select(finding => finding.Slot - Monday),
    ];

    private static List<CostFinding> List(FindingBuffer findings) =>
        [.. Enumerable.Range(0, findings.Count).Select(index => findings[index])];
}
