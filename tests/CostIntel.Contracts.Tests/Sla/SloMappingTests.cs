using CostIntel.Contracts.Sla;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Sla;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Tests.Sla;

public sealed class SloMappingTests
{
    [Fact]
    public void An_SLO_comes_back_as_it_was()
    {
        var filter = new CostFilter(Dimension.Of(DimensionKind.Service), new HashSet<string> { "Checkout", "Cart" }, true);
        var slo = new Slo("a:b", new Scope([filter]), "requests", SloBound.AtLeast, 12.5, 0.95, 7);

        var back = slo.ToMessage().ToDomain();

        Assert.Equal(slo with { Scope = back.Scope }, back);
        var kept = Assert.Single(back.Scope.Filters);
        Assert.Equal((filter.Dimension, filter.Exclude), (kept.Dimension, kept.Exclude));
        Assert.True(filter.Values.ToHashSet().SetEquals(kept.Values));
    }

    [Fact]
    public void No_window_is_the_longest() =>
        Assert.Equal(SloMeter.DaysKept, Wrong(slo => slo.WindowDays = 0).ToDomain().WindowDays);

    [Fact]
    public void Whatever_is_wrong_is_named_with_its_reason()
    {
        Assert.StartsWith("bound is missing", Fault(slo => slo.Bound = Proto.SloBound.Unspecified));
        Assert.StartsWith("threshold is NaN", Fault(slo => slo.Threshold = double.NaN));
        Assert.Equal("threshold is 101; availability is at most 100.", Fault(slo => (slo.Metric, slo.Threshold) = ("availability", 101)));
        Assert.StartsWith("objective is 0;", Fault(slo => slo.Objective = 0));
        Assert.StartsWith("objective is NaN;", Fault(slo => slo.Objective = double.NaN));
        Assert.StartsWith("window_days is -1;", Fault(slo => slo.WindowDays = -1));
        Assert.StartsWith("metric is 'speed'.", Fault(slo => slo.Metric = "speed"));
        Assert.Contains("is not a dimension", Fault(slo => slo.Filters.Add(new Proto.CostFilter { Dimension = "colour", Values = { "red" } })));
    }

    private static string Fault(Action<Proto.Slo> change) => Assert.Throws<FormatException>(() => Wrong(change).ToDomain()).Message;

    private static Proto.Slo Wrong(Action<Proto.Slo> change)
    {
        var slo = new Proto.Slo
        {
            SloId = "slo",
            Metric = "latency.p95",
            Bound = Proto.SloBound.AtMost,
            Threshold = 200,
            Objective = 0.99,
            WindowDays = 30,
        };
        change(slo);
        return slo;
    }
}
