using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using Proto = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.State;

/// <summary>Account ledgers and cubes to and from their snapshots.</summary>
public static class AccountState
{
    /// <summary>The snapshot of an account.</summary>
    public static Proto.AccountSnapshot ToSnapshot(this AccountLedger ledger)
    {
        var snapshot = new Proto.AccountSnapshot();
        snapshot.Applied.AddRange(ledger.Applied.All);
        snapshot.Resources.AddRange(ledger.Resources);
        foreach (var (month, sums) in ledger.Months)
        {
            snapshot.Months.AddRange(sums.Select(sum => new Proto.AccountMonth
            {
                Month = month,
                Currency = sum.Currency.Code,
                Billed = ExactDecimal.Format(sum.Costs.Billed),
                Effective = ExactDecimal.Format(sum.Costs.Effective),
                List = ExactDecimal.Format(sum.Costs.List),
                Contracted = ExactDecimal.Format(sum.Costs.Contracted),
            }));
        }

        return snapshot;
    }

    /// <summary>The account of a snapshot; an empty snapshot is an empty account.</summary>
    /// <exception cref="InvalidDataException">The snapshot is corrupt.</exception>
    public static AccountLedger ToLedger(this Proto.AccountSnapshot snapshot) => AccountLedger.Restore(
        snapshot.Applied,
        snapshot.Resources,
        snapshot.Months.Select(month => KeyValuePair.Create(month.Month, new CurrencyCosts(
            DimensionsState.Currency(month.Currency),
            new Costs(
                CostTableState.Parse(month.Billed),
                CostTableState.Parse(month.Effective),
                CostTableState.Parse(month.List),
                CostTableState.Parse(month.Contracted))))));

    /// <summary>The snapshot of a cube.</summary>
    public static Proto.CubeSnapshot ToSnapshot(this CostCube cube)
    {
        var snapshot = new Proto.CubeSnapshot();
        snapshot.Applied.AddRange(cube.Applied.All);
        foreach (var (key, days) in cube.Lines)
        {
            snapshot.Lines.Add(new Proto.CubeLine
            {
                Dimensions = DimensionsState.Encode(key.Dimensions),
                Currency = key.Currency.Code,
                Unit = key.Unit,
                Days = days.ToState(),
            });
        }

        return snapshot;
    }

    /// <summary>The cube of a snapshot; an empty snapshot is an empty cube.</summary>
    /// <exception cref="InvalidDataException">The snapshot is corrupt.</exception>
    public static CostCube ToCube(this Proto.CubeSnapshot snapshot) =>
        CostCube.Restore(snapshot.Applied, snapshot.Lines.Select(line => KeyValuePair.Create(
            new CubeLineKey(DimensionsState.Decode(line.Dimensions), DimensionsState.Currency(line.Currency), line.Unit),
            CostCube.RestoreDays(line.Days.FirstSlot, line.Days.ToColumns()))));
}
