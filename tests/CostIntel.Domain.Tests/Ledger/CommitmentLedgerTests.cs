using CostIntel.Domain.Charges;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Ledger;

public sealed class CommitmentLedgerTests
{
    [Fact]
    public void A_resource_without_commitments_keeps_nothing_about_them()
    {
        var ledger = new ResourceLedger();
        ledger.Learn(1, Series("", "Used"));
        ledger.Learn(2, Series("sp-1", "Used", "Purchase"));

        ledger.TryApply(Record(1, 0, 1));
        ledger.TryApply(Record(2, 0, 1));

        Assert.Null(ledger.Commitments);
    }

    [Fact]
    public void What_is_covered_and_what_is_unused_are_told_apart_by_commitment_and_currency()
    {
        var ledger = new ResourceLedger();
        ledger.Learn(1, Series("sp-1", "Used"));
        ledger.Learn(2, Series("sp-1", "unused"));
        ledger.Learn(3, Series("sp-1", "Used", currency: TestCharges.Eur));
        ledger.Learn(4, Series("sp-1", ""));
        foreach (var series in (int[])[1, 2, 3, 4])
        {
            ledger.TryApply(Record(series, 5, series));
        }

        Assert.Equal(
            [(false, "USD", 5m), (true, "USD", 2m), (false, "EUR", 3m)],
            ledger.Commitments!.Lines.Select(line => (line.IsUnused, line.Currency.Code, line.Hours.Total().Costs.Effective)));
    }

    [Fact]
    public void It_counts_the_effective_cost_and_holds_it_once()
    {
        var ledger = new ResourceLedger();
        ledger.Learn(1, Series("sp-1", "Used"));
        ledger.TryApply(new UsageRecord(1, TestCharges.Start, 86_400, new Costs(0, 7, 9, 8), 24, true));

        var line = Assert.Single(ledger.Commitments!.Lines);
        Assert.Equal(new Costs(7, 7, 7, 7), line.Days.Total().Costs);
        Assert.Null(line.Days.Columns().Effective);
        Assert.Equal(0, line.Hours.Count);
    }

    [Fact]
    public void Commitments_beyond_the_limit_are_summed_as_one_and_nothing_is_lost()
    {
        var ledger = new ResourceLedger();
        for (var id = 1; id <= CommitmentLedger.LinesMax + 50; id++)
        {
            ledger.Learn(id, Series($"ri-{id}", "Used"));
            ledger.TryApply(Record(id, 0, 1));
        }

        Assert.Equal(CommitmentLedger.LinesMax + 1, ledger.Commitments!.Lines.Count);
        Assert.Equal(50, ledger.Commitments.Lines.Single(line => line.CommitmentId.Length == 0).Days.Total().Costs.Effective);
    }

    [Fact]
    public void Its_sums_are_the_same_whatever_the_order_of_charges() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Series, byte Hour, ushort Amount)[]>(),
        charges => Sums(charges).SequenceEqual(Sums(charges.Reverse()))).Check(Config.QuickThrowOnFailure);

    private static List<decimal> Sums(IEnumerable<(byte Series, byte Hour, ushort Amount)> charges)
    {
        var ledger = new ResourceLedger();
        for (var series = 0; series < 4; series++)
        {
            ledger.Learn(series, Series($"sp-{series / 2}", series % 2 == 0 ? "Used" : "Unused"));
        }

        foreach (var (series, hour, amount) in charges)
        {
            ledger.TryApply(Record(series % 4, hour, amount / 100m));
        }

        return
        [
            .. ledger.Commitments!.Lines.SelectMany(line =>
                Enumerable.Range(0, byte.MaxValue + 1).Select(hour => line.Hours.CostsAt(FirstHour + hour).Effective)
                    .Append(line.Days.Total().Costs.Effective)),
        ];
    }

    private static int FirstHour => LedgerTime.Hour(TestCharges.Start);

    private static UsageRecord Record(int series, int hour, decimal effective) =>
        new(series, TestCharges.Start + (hour * 3_600L), 3_600, new Costs(0, effective, effective, effective), 1, true);

    private static ChargeSeries Series(string commitment, string status, string category = "Usage", Currency? currency = null) => new()
    {
        Provider = "aws",
        BillingAccountId = "1",
        ResourceId = "i-1",
        ServiceName = "Compute",
        ChargeCategory = category,
        Currency = currency ?? TestCharges.Usd,
        CommitmentDiscountId = commitment,
        CommitmentDiscountStatus = status,
    };
}
