using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;

namespace CostIntel.Domain.Tests.Incidents;

/// <summary>Findings where only what matters to a test is set.</summary>
internal static class TestFindings
{
    public const int Hour = 3_600;

    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    public static readonly long Start = Now.ToUnixTimeSeconds();

    public static AccountKey Account => AccountKey.Parse("default/aws/1");

    public static Subject Resource(
        string id = "vm-1", string service = "Compute", string region = "eu", Measure measure = Measure.Cost, string unit = "USD") =>
        new(Account, new ResourceKey(Account, "", id).ToString(), "", service, region, "", [new("team", "a")], measure, unit);

    public static Subject Total(string service = "Compute", string region = "eu") =>
        new(Account, "", "", service, region, "", [], Measure.Cost, "USD");

    public static Finding Raised(
        Subject? subject = null, int hour = 0, double actual = 30, double expected = 10, double score = 0.8, Signal signal = Signal.Spike) =>
        new(subject ?? Resource(), Progress.Raised, Start + (hour * Hour), Hour, actual, expected, score, signal);

    public static Finding Continued(Finding finding, int hour, double actual) =>
        finding with { Progress = Progress.Continued, StartSeconds = Start + (hour * Hour), Actual = actual };

    public static Finding Then(Finding finding, Progress progress) => finding with { Progress = progress };
}
