using CostIntel.Contracts.State;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using Google.Protobuf;

namespace CostIntel.Contracts.Tests;

/// <summary>Ledgers and their snapshots.</summary>
public sealed class StateTests
{
    private const long Start = 1_767_225_600;

    [Fact]
    public void A_resource_is_the_same_after_its_snapshot()
    {
        var ledger = new ResourceLedger { AppliedThrough = 42 };
        ledger.Learn(3, Series("USD", "a"));
        ledger.Learn(5, Series("EUR", "b"));
        for (var hour = 0; hour < 2_000; hour++)
        {
            ledger.TryApply(new UsageRecord(
                hour % 2 == 0 ? 3 : 5,
                Start + (hour * 3_600L),
                3_600,
                new Costs(0.000_000_1m * hour, 0.5m, 79_228_162_514m, hour == 7 ? 1e-28m : 0),
                0.25m,
                true));
        }

        var bytes = ledger.ToSnapshot().ToByteArray();
        var restored = ResourceSnapshot.Parser.ParseFrom(bytes).ToLedger();

        Assert.Equal(42, restored.AppliedThrough);
        Assert.Equal((ledger.FirstCharge, ledger.LastCharge), (restored.FirstCharge, restored.LastCharge));
        Assert.Equal(ledger.Lines.Select(line => line.Days.Total()), restored.Lines.Select(line => line.Days.Total()));
        Assert.Equal(ledger.Lines.Select(line => line.Hours.Total()), restored.Lines.Select(line => line.Hours.Total()));
        Assert.True(restored.TryApply(new UsageRecord(5, Start, 60, Costs.Zero, 0, false)));
        Assert.False(restored.TryApply(new UsageRecord(4, Start, 60, Costs.Zero, 0, false)));
    }

    [Fact]
    public void Accounts_and_cubes_are_the_same_after_their_snapshots()
    {
        var account = new AccountLedger();
        var cube = new CostCube();
        var series = Series("USD", "a");
        account.Apply(3, 9, [AccountEntry.OfResource("r"), AccountEntry.OfSum(series.Currency, 671, new Costs(1, 2, 3, 4.5m))]);
        cube.Apply(1, 7, [new CubeEntry(20_454, DimensionSet.Of(series), series.Currency, "Hours", new Costs(1, 2, 3, 4.5m), 8)]);

        var accountAgain = AccountSnapshot.Parser.ParseFrom(account.ToSnapshot().ToByteArray()).ToLedger();
        var cubeAgain = CubeSnapshot.Parser.ParseFrom(cube.ToSnapshot().ToByteArray()).ToCube();

        Assert.Equal((9, 0), (accountAgain.Applied.Of(3), accountAgain.Applied.Of(2)));
        Assert.Equal(account.Resources, accountAgain.Resources);
        Assert.Equal(account.Months[671], accountAgain.Months[671]);
        Assert.Equal(7, cubeAgain.Applied.Of(1));
        Assert.Equal(Assert.Single(cube.Lines).Key, Assert.Single(cubeAgain.Lines).Key);
        Assert.Equal(cube.Lines.Single().Value.Total(), cubeAgain.Lines.Single().Value.Total());
    }

    private static ChargeSeries Series(string currency, string team) => new()
    {
        Provider = "aws",
        BillingAccountId = "1",
        ResourceId = "i-1",
        ServiceName = "Compute",
        ChargeCategory = "Usage",
        ConsumedUnit = "Hours",
        Currency = Currency.TryParse(currency, out var known) ? known : Currency.None,
        Tags = [new("team", team)],
    };
}
