using CostIntel.Domain.Money;
using Google.Protobuf.WellKnownTypes;

namespace CostIntel.Contracts.Mapping;

/// <summary>Charges in the contract's form.</summary>
public static class RecordMapping
{
    /// <summary>A row of a statement. All times are Unix seconds, UTC; ends are exclusive.</summary>
    public static V1.StatementRow ToStatementRow(
        uint series, long rowNumber, long start, long end, long billingStart, long billingEnd, in Costs costs, decimal? quantity)
    {
        var row = new V1.StatementRow
        {
            SeriesIndex = series,
            RowNumber = (ulong)rowNumber,
            ChargePeriodStart = new Timestamp { Seconds = start },
            ChargePeriodEnd = new Timestamp { Seconds = end },
            BillingPeriodStart = new Timestamp { Seconds = billingStart },
            BillingPeriodEnd = new Timestamp { Seconds = billingEnd },
            BilledCost = ExactDecimal.Format(costs.Billed),
            EffectiveCost = ExactDecimal.Format(costs.Effective),
            ListCost = ExactDecimal.Format(costs.List),
            ContractedCost = ExactDecimal.Format(costs.Contracted),
        };
        if (quantity is { } amount)
        {
            row.ConsumedQuantity = ExactDecimal.Format(amount);
        }

        return row;
    }

    /// <summary>A usage event. All times are Unix seconds, UTC; the end is exclusive.</summary>
    public static V1.UsageRecord ToUsageRecord(uint series, long start, long end, in Costs costs, decimal? quantity)
    {
        var record = new V1.UsageRecord
        {
            SeriesIndex = series,
            ChargePeriodStart = new Timestamp { Seconds = start },
            ChargePeriodEnd = new Timestamp { Seconds = end },
            BilledCost = ExactDecimal.Format(costs.Billed),
            EffectiveCost = ExactDecimal.Format(costs.Effective),
            ListCost = ExactDecimal.Format(costs.List),
            ContractedCost = ExactDecimal.Format(costs.Contracted),
        };
        if (quantity is { } amount)
        {
            record.ConsumedQuantity = ExactDecimal.Format(amount);
        }

        return record;
    }
}
