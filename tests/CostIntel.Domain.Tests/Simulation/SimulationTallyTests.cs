using CostIntel.Domain.Charges;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Simulation;
using CostIntel.Domain.Simulation.Results;
using CostIntel.Domain.Simulation.Templates;
using CostIntel.Domain.Sla;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Simulation;

public sealed class SimulationTallyTests
{
    private static readonly Slo Slo = new("cpu", Scope.Everything, "cpu.utilization", SloBound.AtMost, 70, 0.99, 30);

    [Fact]
    public void Alternatives_are_compared_and_the_best_breaches_nothing()
    {
        var result = Assert.Single(Run(
            [Facts("a", 1), Facts("b", 3)],
            [("custom", "price=0.9"), ("custom", "price=0.5"), ("custom", "price=0.1,cpu=0.5")],
            draws: 200));

        Assert.Equal((2, 14, 1), (result.Resources, result.Before.Count, result.Best));
        Assert.Equal([292m, 1_460m, 2_628m], result.Alternatives.Select(one => one.Estimate.Saving.Expected));
        Assert.Equal((2L * 336, 0L), (result.ExactHours, result.ModelledHours));
        var breach = Assert.Single(result.Alternatives[2].Breaches);
        Assert.Equal((2, 0L, 2L * 336, "default/aws/1//a"), (breach.Resources, breach.Before, breach.After, breach.WorstResource));
        Assert.Equal(1, result.Alternatives[2].Draws!.BreachProbability);
        Assert.Equal("default/aws/1//b", result.Alternatives[0].Largest[0].Key);
        Assert.All(result.Alternatives, one => Assert.InRange(one.Draws!.Mean, one.Estimate.Saving.Low, one.Estimate.Saving.High));
    }

    [Fact]
    public void What_is_refused_goes_on_costing_what_it_did()
    {
        var result = Assert.Single(Run([Facts("a", 1), Facts("b", 3, "m5.xlarge")], [("rightsize", "to=m5.large")]));
        var one = result.Alternatives[0];

        Assert.Equal((1, 2_920m, 1_825m), (one.Changed, one.Estimate.CostBefore, one.Estimate.CostAfter));
        Assert.Equal(new RefusalCount("resource", "its machine type is not in the price catalogue.", 1), Assert.Single(one.Refusals));
        Assert.Equal(14 * 24 * 2.5m, one.After.Sum());
    }

    [Fact]
    public void Currencies_stay_apart()
    {
        var results = Run([Facts("a", 1), Facts("b", 1, currency: "EUR")], [("stop", "")]);

        Assert.Equal(["EUR", "USD"], results.Select(result => result.Currency.Code));
        Assert.All(results, result => Assert.Equal((1, 730m), (result.Resources, result.Alternatives[0].Estimate.Saving.Expected)));
    }

    [Fact]
    public void What_is_paid_once_comes_in_again()
    {
        var one = Run([Facts("a", 1)], [("custom", "price=0.5,once=730"), ("custom", "price=1.5,once=730"), ("stop", "")])[0].Alternatives;

        Assert.Equal((730m, 2 * 730 / 24.0), (one[0].OneTimeCost, one[0].PaybackDays!.Value));
        Assert.Null(one[1].PaybackDays);
        Assert.Equal(0, one[2].PaybackDays);
    }

    [Fact]
    public void A_commitment_is_to_the_floor_of_all_resources_together()
    {
        // One by day, the other by night: neither has a floor, both together never fall below 1.
        var facts = new[]
        {
            Facts("day", hour => hour % 24 < 12 ? 1 : 0),
            Facts("night", hour => hour % 24 < 12 ? 0 : 1),
        };

        var result = Run(facts, [("commit", "share=0.8,upfront=no")])[0];

        var one = result.Alternatives[0];
        var commitment = Assert.Single(one.Commitments);
        Assert.Equal(("Plan", 12, 2, 1m, 0.8m), (commitment.Offer, commitment.TermMonths, commitment.Resources, commitment.FloorPerHour, commitment.CommittedPerHour));
        Assert.Equal((100m, 70m, 0m), (commitment.UsedPercent, commitment.BreakEvenUsedPercent, commitment.UpfrontCost));
        // 0.8 an hour at seven tenths of the price, 0.2 as before.
        Assert.Equal(730 * 0.24m, one.Estimate.Saving.Expected);
        Assert.All(one.After, day => Assert.Equal(24 * 0.76m, day));
    }

    [Fact]
    public void More_than_the_floor_is_used_less_and_may_lose()
    {
        // Two in half of the hours and one in the others: committed to 1.5, a sixth of it is not used.
        var result = Run([Facts("a", hour => 1 + (hour % 2))], [("commit", "share=1.5,upfront=yes")])[0].Alternatives[0];
        var commitment = Assert.Single(result.Commitments);

        Assert.Equal((1.5m, 83.3m), (commitment.CommittedPerHour, Math.Round(commitment.UsedPercent, 1)));
        Assert.Equal(1.5m * 0.6m * 730 * 12, commitment.UpfrontCost);
        Assert.Equal(commitment.UpfrontCost, result.OneTimeCost);
        Assert.Equal(730 * (1.25m - 0.9m), Math.Round(result.Estimate.Saving.Expected, 4));
    }

    [Fact]
    public void Days_add_up_exactly_whatever_resources_cost() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyArray<NonEmptyArray<byte>>>(), fleet =>
        {
            var facts = fleet.Get.Select((costs, i) => SimulatedFacts.Of(
                (i % 40) + 1, hour => costs.Get[hour % costs.Get.Length] / 8m, description: Series($"r{i}", "", "USD"))).ToList();
            var result = Run(facts, [("custom", "price=0.37,added=1.1,runs=mon-fri 07-19"), ("custom", "")])[0];

            Assert.Equal(facts.Sum(one => one.Costs.DailyCosts.Sum()), result.Before.Sum());
            var apart = facts.Sum(one => CostReplay.Of(one, What("custom", "price=0.37,added=1.1,runs=mon-fri 07-19").For(one, TestCatalog.Catalog).Change!, 90).After.Sum());
            Assert.Equal(apart, result.Alternatives[0].After.Sum());
            Assert.InRange(result.Alternatives[1].Estimate.Saving.Expected, -0.001m, 0.001m);
            Assert.Equal(result.Before.Count, result.Alternatives[0].After.Count);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));

    private static IReadOnlyList<CurrencyResult> Run(
        IReadOnlyList<ResourceFacts> facts, (string Template, string Text)[] alternatives, int draws = 0)
    {
        var whatIfs = alternatives.Select(one => What(one.Template, one.Text)).ToArray();
        var tally = new SimulationTally(whatIfs.Length);
        foreach (var one in facts)
        {
            tally.Add(ResourceAnswers.Of(one, whatIfs, TestCatalog.Catalog, [Slo], 90));
        }

        return tally.Finish(draws, 1, default);
    }

    private static IWhatIf What(string template, string text)
    {
        var parameters = text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split('=')).ToDictionary(one => one[0], one => one[1]);
        var read = WhatIfTemplates.Read(template, parameters, out var refusal);
        Assert.Null(refusal);
        return read!;
    }

    private static ResourceFacts Facts(string id, decimal cost, string sku = "", string currency = "USD") =>
        SimulatedFacts.Of(14, _ => cost, description: Series(id, sku, currency)) with
        {
            Metrics = [SimulatedFacts.Metric("cpu.utilization", _ => (40, 45))],
        };

    private static ResourceFacts Facts(string id, Func<int, decimal> cost) =>
        SimulatedFacts.Of(14, cost, description: Series(id, "", "USD"));

    private static ChargeSeries Series(string id, string sku, string currency) => TestCatalog.Of(
        TestCharges.Series(id, currency: currency == "EUR" ? TestCharges.Eur : TestCharges.Usd), sku);
}
