using CostIntel.Contracts.V1;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using CostIntel.Domain.Queries;
using Google.Protobuf.WellKnownTypes;
using CostRow = CostIntel.Domain.Queries.CostRow;

namespace CostIntel.Server.Queries;

/// <summary>Answers in the contract's form.</summary>
internal static class CostMessages
{
    public static Contracts.V1.CostRow ToMessage(CostRow row, CostGranularity granularity)
    {
        var message = new Contracts.V1.CostRow { Totals = ToTotals(row.Currency, row.Costs, row.Quantities) };
        message.Keys.AddRange(row.Keys);
        if (granularity != CostGranularity.None)
        {
            message.PeriodStart = new Timestamp { Seconds = LedgerTime.Seconds(row.Period) };
        }

        return message;
    }

    public static CostTotals ToTotals(Currency currency, in Costs costs, IEnumerable<UnitAmount> quantities)
    {
        var totals = new CostTotals
        {
            Currency = currency.Code,
            BilledCost = ExactDecimal.Format(costs.Billed),
            EffectiveCost = ExactDecimal.Format(costs.Effective),
            ListCost = ExactDecimal.Format(costs.List),
            ContractedCost = ExactDecimal.Format(costs.Contracted),
        };
        totals.Quantities.AddRange(quantities
            .Where(quantity => quantity.Amount != 0)
            .OrderBy(quantity => quantity.Unit, StringComparer.Ordinal)
            .Select(quantity => new UnitQuantity { Unit = quantity.Unit, Amount = ExactDecimal.Format(quantity.Amount) }));
        return totals;
    }

    /// <summary>The sums over all rows, one per currency.</summary>
    public static IEnumerable<CostTotals> Totals(IEnumerable<CostRow> rows)
    {
        var sums = new CostAccumulator(
            new CostQuery(CostQuery.Earliest, CostQuery.Latest, CostGranularity.None, [], []));
        foreach (var row in rows)
        {
            sums.Add(row with { Keys = [], Period = 0 });
        }

        return sums.Rows()
            .OrderBy(row => row.Currency.Code, StringComparer.Ordinal)
            .Select(row => ToTotals(row.Currency, row.Costs, row.Quantities));
    }
}
