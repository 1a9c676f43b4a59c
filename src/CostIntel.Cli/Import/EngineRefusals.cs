using CostIntel.Contracts.V1;
using CostIntel.Domain.Money;

namespace CostIntel.Cli.Import;

/// <summary>The rows that the engine refused, as far as it told this client.</summary>
internal sealed class EngineRefusals
{
    /// <summary>So many rows are shown, each with its place and reason; the others are only counted.</summary>
    public const int Kept = 10;

    private readonly List<RefusedRow> _first = [];
    private readonly Dictionary<string, Costs> _totals = new(StringComparer.Ordinal);

    /// <summary>The first of them.</summary>
    public IReadOnlyList<RefusedRow> First => _first;

    /// <summary>How many there were.</summary>
    public ulong Count { get; private set; }

    /// <summary>What they would have added to the totals, by currency.</summary>
    public IReadOnlyDictionary<string, Costs> Totals => _totals;

    public void Add(FileBatch batch, IEnumerable<Rejection> rejections)
    {
        foreach (var rejection in rejections)
        {
            Count++;
            if (_first.Count < Kept)
            {
                _first.Add(new RefusedRow(
                    batch.File, (long)rejection.RowNumber, rejection.Field, rejection.Reason));
            }

            // A place that the batch does not have is the engine's mistake; the totals will tell of it.
            if (rejection.RecordIndex < batch.Message.Rows.Count)
            {
                AddCosts(batch.Message, batch.Message.Rows[(int)rejection.RecordIndex]);
            }
        }
    }

    private void AddCosts(StatementBatch batch, StatementRow row)
    {
        var currency = batch.Series[(int)row.SeriesIndex].BillingCurrency;
        _totals[currency] = _totals.GetValueOrDefault(currency) + CostsOf(row);
    }

    private static Costs CostsOf(StatementRow row) =>
        new(Exact(row.BilledCost), Exact(row.EffectiveCost), Exact(row.ListCost), Exact(row.ContractedCost));

    private static decimal Exact(string amount) => ExactDecimal.TryParse(amount, out var value)
        ? value
        : throw new InvalidOperationException($"'{amount}' was sent as an amount, and is none.");
}
