using CostIntel.Connectors;
using CostIntel.Connectors.Generation;
using CostIntel.Contracts.Mapping;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Charges;
using Google.Protobuf.Collections;

namespace CostIntel.Server.Demo;

/// <summary>Generated charges in the contract's form.</summary>
internal static class DemoBatches
{
    private const int RowsPerBatch = 1_000;

    public static IEnumerable<StatementBatch> OfStatement(IEnumerable<FocusRow> rows)
    {
        var sequence = 0UL;
        foreach (var chunk in rows.Chunk(RowsPerBatch))
        {
            var batch = new StatementBatch { Sequence = ++sequence };
            var indexes = new Dictionary<ChargeSeries, uint>();
            foreach (var row in chunk)
            {
                batch.Rows.Add(RecordMapping.ToStatementRow(
                    IndexOf(row.Series, indexes, batch.Series),
                    row.RowNumber,
                    row.StartSeconds,
                    row.EndSeconds,
                    row.BillingPeriodStartSeconds,
                    row.BillingPeriodEndSeconds,
                    row.Costs,
                    row.Quantity));
            }

            yield return batch;
        }
    }

    public static UsageBatch OfUsage(IEnumerable<SimulatedCharge> charges)
    {
        var batch = new UsageBatch();
        var indexes = new Dictionary<ChargeSeries, uint>();
        foreach (var charge in charges)
        {
            batch.Records.Add(RecordMapping.ToUsageRecord(
                IndexOf(charge.Series, indexes, batch.Series),
                charge.StartSeconds,
                charge.EndSeconds,
                charge.Costs,
                charge.Quantity));
        }

        return batch;
    }

    private static uint IndexOf(ChargeSeries series, Dictionary<ChargeSeries, uint> indexes, RepeatedField<Series> batch)
    {
        if (!indexes.TryGetValue(series, out var index))
        {
            indexes.Add(series, index = (uint)batch.Count);
            batch.Add(series.ToMessage());
        }

        return index;
    }
}
