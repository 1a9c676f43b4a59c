using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.V1;
using CostIntel.Storage.Statements;

namespace CostIntel.Server.Statements;

/// <summary>What an import did, in the contract's form.</summary>
internal static class ImportReports
{
    public static ImportReport Of(ImportRecord record)
    {
        var detail = ImportDetail.Parser.ParseFrom(record.Detail ?? []);
        var report = new ImportReport
        {
            ImportId = record.ImportId,
            Read = detail.Read,
            Inserted = detail.Inserted,
            Updated = detail.Updated,
            Unchanged = detail.Unchanged,
            Removed = detail.Removed,
            Rejected = detail.Rejected,
            Aborted = record.State == ImportState.Aborted,
        };
        report.Totals.AddRange(detail.Totals.Select(totals => new CostTotals
        {
            Currency = totals.Currency,
            BilledCost = totals.Billed,
            EffectiveCost = totals.Effective,
            ListCost = totals.List,
            ContractedCost = totals.Contracted,
        }));
        return report;
    }
}
