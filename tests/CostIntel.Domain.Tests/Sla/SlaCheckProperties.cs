using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Sla;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Sla.TestFacts;

namespace CostIntel.Domain.Tests.Sla;

public sealed class SlaCheckProperties
{
    private static readonly Arbitrary<double> Ratios = Gen.Choose(5, 300).Select(percent => percent / 100.0).ToArbitrary();

    [Fact]
    public void More_capacity_is_never_judged_worse() => Prop.ForAll(
        Gen.Choose(1, 99).ToArbitrary(), Ratios, Ratios, (cpu, one, other) =>
        {
            var facts = Facts(cpu);
            var (small, large) = (Math.Min(one, other), Math.Max(one, other));
            return Of(facts, large) <= Of(facts, small);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void More_load_is_never_judged_better() => Prop.ForAll(
        Gen.Choose(1, 99).ToArbitrary(), Gen.Choose(1, 99).ToArbitrary(), Ratios, (one, other, ratio) =>
            Of(Facts(Math.Min(one, other)), ratio) <= Of(Facts(Math.Max(one, other)), ratio))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    private static SlaOutcome Of(ResourceFacts facts, double ratio) => SlaCheck.Of(
        facts, Smaller(ratio), [Whole(AtMost("latency.p95", 200)), Whole(AtLeast("requests", 5))]).Outcome;

    private static ResourceFacts Facts(double cpu) =>
        TestFacts.Of(Metric("cpu.utilization", cpu, 4), Metric("latency.p95", 100, 4), Metric("requests", 10, 4));
}
