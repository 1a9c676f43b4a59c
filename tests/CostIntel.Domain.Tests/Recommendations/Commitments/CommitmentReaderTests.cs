using CostIntel.Domain.Charges;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using CostIntel.Domain.Recommendations.Commitments;

namespace CostIntel.Domain.Tests.Recommendations.Commitments;

public sealed class CommitmentReaderTests
{
    private static readonly int FirstDay = LedgerTime.Day(TestCharges.Start);
    private static readonly CommitmentWindow Window = new(FirstDay + 14);

    [Fact]
    public void What_nothing_covers_is_what_is_left_of_usage()
    {
        var ledger = Ledger(Series(), Series("sp-1", "Used"), Series("sp-1", "Unused"), Series(category: "Tax"));
        ledger.TryApply(Record(0, 30, 10));
        ledger.TryApply(Record(1, 30, 7));
        ledger.TryApply(Record(2, 31, 5));
        ledger.TryApply(Record(3, 30, 2));

        var basis = Read(ledger);

        var pool = Assert.Single(basis.Pools);
        Assert.Equal(("Compute", "eu", "USD"), (pool.ServiceName, pool.RegionId, pool.Currency.Code));
        Assert.Equal([(30, 10m)], Nonzero(pool.Hourly));
        Assert.Equal([(47, 10m)], Nonzero(pool.Daily));
        var use = Assert.Single(basis.Uses);
        Assert.Equal(("sp-1", "USD"), (use.CommitmentId, use.Currency.Code));
        Assert.Equal([(47, 7m)], Nonzero(use.Used));
        Assert.Equal([(47, 5m)], Nonzero(use.Unused));
    }

    [Fact]
    public void What_is_charged_by_the_day_runs_all_day()
    {
        var ledger = Ledger(Series());
        ledger.TryApply(Record(0, 24, 48, 86_400));
        ledger.TryApply(Record(0, 30, 10));

        var pool = Assert.Single(Read(ledger).Pools);

        Assert.Equal(Enumerable.Range(24, 24).Select(hour => (hour, hour == 30 ? 12m : 2m)), Nonzero(pool.Hourly));
    }

    [Fact]
    public void Usage_under_several_tags_is_counted_once()
    {
        var ledger = Ledger(Series(team: "a"), Series(team: "b"));
        ledger.TryApply(Record(0, 30, 10));
        ledger.TryApply(Record(1, 30, 5));

        var pool = Assert.Single(Read(ledger).Pools);

        Assert.Equal([(30, 15m)], Nonzero(pool.Hourly));
        Assert.Equal([(47, 15m)], Nonzero(pool.Daily));
    }

    [Fact]
    public void Spot_capacity_cannot_be_committed_to()
    {
        var ledger = Ledger(Series(pricing: "Dynamic"));
        ledger.TryApply(Record(0, 30, 10));

        Assert.Empty(Read(ledger).Pools);
    }

    [Fact]
    public void A_resource_that_is_covered_in_full_has_no_pool()
    {
        var ledger = Ledger(Series("sp-1", "Used"));
        ledger.TryApply(Record(0, 30, 10));

        var basis = Read(ledger);

        Assert.Empty(basis.Pools);
        Assert.Single(basis.Uses);
    }

    [Fact]
    public void Resources_of_an_account_are_added_up_in_any_order()
    {
        CommitmentBasis[] all =
        [
            Of("eu", "sp-1", 1), Of("us", "sp-1", 2), Of("eu", "sp-2", 4), Of("eu", "sp-1", 8),
        ];

        var sums = Sum(all);
        var reversed = Sum(all.Reverse());

        Assert.Equal([("eu", 13m), ("us", 2m)], sums.Pools.Select(pool => (pool.RegionId, pool.Hourly.Sum())));
        Assert.Equal([("sp-1", 11m), ("sp-2", 4m)], sums.Uses.Select(use => (use.CommitmentId, use.Used.Sum())));
        Assert.Equal(sums.Pools.Select(pool => pool.Daily.Sum()), reversed.Pools.Select(pool => pool.Daily.Sum()));
        Assert.Throws<ArgumentException>(() => new CommitmentTotals(new(5)).Add(all[0]));
    }

    [Fact]
    public void A_resource_that_was_never_charged_has_nothing()
    {
        var basis = Read(Ledger(Series()));

        Assert.Empty(basis.Pools);
        Assert.Empty(basis.Uses);
    }

    [Fact]
    public void Usage_that_cannot_be_committed_to_is_not_read()
    {
        var ledger = Ledger(Series(), Series("sp-1", "Used"));
        ledger.TryApply(Record(0, 30, 10));
        ledger.TryApply(Record(1, 30, 10));

        var basis = CommitmentReader.Of(ledger, Window, (service, _) => service != "Compute");

        Assert.Empty(basis.Pools);
        Assert.Single(basis.Uses);
    }

    private static CommitmentBasis Read(ResourceLedger ledger) => CommitmentReader.Of(ledger, Window, (_, _) => true);

    private static CommitmentBasis Of(string region, string commitment, decimal cost)
    {
        var ledger = Ledger(Series(region: region), Series(commitment, "Used", region: region));
        ledger.TryApply(Record(0, 30, cost));
        ledger.TryApply(Record(1, 30, cost));
        return Read(ledger);
    }

    private static CommitmentBasis Sum(IEnumerable<CommitmentBasis> all)
    {
        var totals = new CommitmentTotals(Window);
        foreach (var basis in all)
        {
            totals.Add(basis);
        }

        return totals.ToBasis();
    }

    private static IEnumerable<(int Slot, decimal Cost)> Nonzero(IReadOnlyList<decimal> costs) =>
        costs.Select((cost, slot) => (slot, cost)).Where(pair => pair.cost != 0);

    private static ResourceLedger Ledger(params ChargeSeries[] series)
    {
        var ledger = new ResourceLedger();
        for (var id = 0; id < series.Length; id++)
        {
            ledger.Learn(id, series[id]);
        }

        return ledger;
    }

    private static UsageRecord Record(int series, int hour, decimal effective, int seconds = 3_600) =>
        new(series, TestCharges.Start + (hour * 3_600L), seconds, new Costs(0, effective, effective, effective), 1, true);

    private static ChargeSeries Series(
        string commitment = "",
        string status = "",
        string category = "Usage",
        string pricing = "Standard",
        string region = "eu",
        string team = "a") => new()
        {
            Provider = "aws",
            BillingAccountId = "1",
            ResourceId = "i-1",
            ServiceName = "Compute",
            RegionId = region,
            ChargeCategory = category,
            PricingCategory = pricing,
            Currency = TestCharges.Usd,
            CommitmentDiscountId = commitment,
            CommitmentDiscountStatus = status,
            Tags = [new("team", team)],
        };
}
