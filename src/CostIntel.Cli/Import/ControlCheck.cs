using CostIntel.Connectors;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Money;

namespace CostIntel.Cli.Import;

/// <summary>Holds what the engine counted against what the reader read: row for row, and to the last digit.</summary>
internal static class ControlCheck
{
    /// <summary>A sentence that says what does not agree; null when all does, or nothing counts.</summary>
    public static string? Compare(
        long rowsSent, IEnumerable<CurrencyTotals> read, EngineRefusals refused, ImportReport report)
    {
        if (report.Aborted)
        {
            return null;
        }

        if (report.Read != (ulong)rowsSent)
        {
            return $"The engine has {report.Read} rows of import '{report.ImportId}', but {rowsSent} were read here; "
                + "perhaps the import id belongs to other files.";
        }

        // Acknowledgements of an earlier run, or of a connection that broke, did not arrive here.
        return report.Rejected == refused.Count
            ? CompareTotals(read, refused.Totals, report)
            : $"The totals cannot be checked: of {report.Rejected} rows that the engine refused, {refused.Count} were "
                + "told to this run.";
    }

    private static string? CompareTotals(
        IEnumerable<CurrencyTotals> read, IReadOnlyDictionary<string, Costs> refused, ImportReport report)
    {
        var expected = new SortedDictionary<string, Costs>(StringComparer.Ordinal);
        foreach (var totals in read)
        {
            expected[totals.Currency.Code] = expected.GetValueOrDefault(totals.Currency.Code) + totals.Costs;
        }

        foreach (var (currency, costs) in refused)
        {
            expected[currency] = expected.GetValueOrDefault(currency) - costs;
        }

        var counted = report.Totals.ToDictionary(totals => totals.Currency, CostsOf, StringComparer.Ordinal);
        var differing = expected.Keys.Union(counted.Keys, StringComparer.Ordinal)
            .Where(currency => expected.GetValueOrDefault(currency) != counted.GetValueOrDefault(currency))
            .Select(currency => $"{currency}: read {Text(expected.GetValueOrDefault(currency))}; "
                + $"counted {Text(counted.GetValueOrDefault(currency))}")
            .ToList();
        return differing.Count == 0
            ? null
            : $"THE TOTALS DIFFER. What the engine counted is not what was read. {string.Join(". ", differing)}.";
    }

    private static Costs CostsOf(CostTotals totals) => new(
        Exact(totals.BilledCost), Exact(totals.EffectiveCost), Exact(totals.ListCost), Exact(totals.ContractedCost));

    private static decimal Exact(string amount) => ExactDecimal.TryParse(amount, out var value)
        ? value
        : throw new CliException($"The engine's report has the total '{amount}', which is no amount.");

    private static string Text(in Costs costs) =>
        $"billed {ExactDecimal.Format(costs.Billed)}, effective {ExactDecimal.Format(costs.Effective)}, "
        + $"list {ExactDecimal.Format(costs.List)}, contracted {ExactDecimal.Format(costs.Contracted)}";
}
