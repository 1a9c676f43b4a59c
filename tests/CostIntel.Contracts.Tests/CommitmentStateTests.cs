using CostIntel.Contracts.State;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using Google.Protobuf;

namespace CostIntel.Contracts.Tests;

/// <summary>What commitments cover, and its snapshot.</summary>
public sealed class CommitmentStateTests
{
    private const long Start = 1_767_225_600;

    [Fact]
    public void What_commitments_cover_is_the_same_after_a_snapshot()
    {
        var ledger = new ResourceLedger { AppliedThrough = 1 };
        ledger.Learn(1, Series("", ""));
        ledger.Learn(2, Series("sp-1", "Used"));
        ledger.Learn(3, Series("sp-1", "Unused"));
        Charge(ledger, 100);

        var restored = ResourceSnapshot.Parser.ParseFrom(ledger.ToSnapshot().ToByteArray()).ToLedger();
        Charge(ledger, 7);
        Charge(restored, 7);

        Assert.Equal(Described(ledger), Described(restored));
    }

    [Fact]
    public void Series_of_a_snapshot_that_knew_no_commitments_are_learnt_once_more()
    {
        var ledger = new ResourceLedger { AppliedThrough = 1 };
        ledger.Learn(2, Series("sp-1", "Used"));
        ledger.TryApply(Record(2, 0, 1));
        var snapshot = ledger.ToSnapshot();
        snapshot.Commitments.Clear();
        snapshot.CommitmentBySeries.Clear();
        snapshot.KnowsCommitments = false;

        var restored = snapshot.ToLedger();

        Assert.False(restored.TryApply(Record(2, 0, 1)));
        restored.Learn(2, Series("sp-1", "Used"));
        Assert.True(restored.TryApply(Record(2, 0, 1)));
        Assert.Equal(2, Assert.Single(restored.Lines).Days.Total().Costs.Effective);
        Assert.Equal(1, Assert.Single(restored.Commitments!.Lines).Days.Total().Costs.Effective);
    }

    private static void Charge(ResourceLedger ledger, int hours)
    {
        for (var hour = 0; hour < hours; hour++)
        {
            Assert.True(ledger.TryApply(Record(1 + (hour % 3), hour, 0.1m * hour)));
        }
    }

    private static string[] Described(ResourceLedger ledger) =>
    [
        .. ledger.Commitments!.Lines.Select(line =>
            $"{line.CommitmentId} {line.IsUnused} {line.Currency} {line.Days.Total()} {line.Hours.Total()} "
            + $"{line.Days.FirstSlot} {line.Hours.EndSlot}"),
    ];

    private static UsageRecord Record(int series, int hour, decimal effective) =>
        new(series, Start + (hour * 3_600L), 3_600, new Costs(0, effective, 2 * effective, effective), 1, true);

    private static ChargeSeries Series(string commitment, string status) => new()
    {
        Provider = "aws",
        BillingAccountId = "1",
        ResourceId = "i-1",
        ServiceName = "Compute",
        ChargeCategory = "Usage",
        Currency = Currency.TryParse("USD", out var dollars) ? dollars : Currency.None,
        CommitmentDiscountId = commitment,
        CommitmentDiscountStatus = status,
    };
}
