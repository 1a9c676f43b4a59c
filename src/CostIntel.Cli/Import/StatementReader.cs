using CostIntel.Connectors;
using CostIntel.Contracts.Mapping;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Charges;

namespace CostIntel.Cli.Import;

/// <summary>Reads the files of one statement and cuts them into batches; each distinct series once a batch.</summary>
internal sealed class StatementReader(IReadOnlyList<StatementFile> files, ImportPlan plan) : IAsyncDisposable
{
    private readonly List<RefusedRow> _refused = [];
    private readonly List<StatementFileException> _breaks = [];
    private ulong _sequence;

    /// <summary>Rows read, refused ones included.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Rows that the reader itself refused.</summary>
    public long RowsRefused { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<RefusedRow> Refused => _refused;

    /// <summary>Why files could not be read to their end; empty when all were.</summary>
    public IReadOnlyList<StatementFileException> Breaks => _breaks;

    /// <summary>The file of which not one row could be read, if there is such a one.</summary>
    public StatementFileException? Unusable => _breaks.Find(fault => fault.Row is null or <= 1);

    /// <summary>
    /// Whether what was read may count: rows stand for themselves, but part of a statement is no whole period, and a
    /// file of which nothing can be read is a mistake in the command.
    /// </summary>
    public bool MayCommit => _breaks.Count == 0 || (plan.Scope == ImportScope.Rows && Unusable is null);

    /// <summary>The reader's own sums, file by file.</summary>
    public IEnumerable<CurrencyTotals> Totals => files.SelectMany(file => file.Totals);

    /// <summary>Share of the files read, 0 to 1; null when their lengths are unknown.</summary>
    public double? Progress => files.Sum(file => file.Length) is > 0 and var length
        ? files.Sum(file => file.BytesRead) / (double)length
        : null;

    /// <summary>What the reader was lenient about.</summary>
    public IEnumerable<string> Warnings => files.SelectMany(file => file.Warnings.Select(text => $"{file.Name}: {text}"));

    /// <summary>The batches in order. A file that breaks off gives what it had.</summary>
    public async IAsyncEnumerable<FileBatch> BatchesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var file in files.TakeWhile(_ => MayCommit))
        {
            await using var rows = file.BatchesAsync(plan.BatchRows, cancellation).GetAsyncEnumerator(cancellation);
            while (await NextAsync(rows))
            {
                if (ToBatch(file.Name, rows.Current) is { } batch)
                {
                    yield return new FileBatch(batch, file.Name);
                }
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var file in files)
        {
            await file.DisposeAsync();
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<RowResult[]> rows)
    {
        try
        {
            return await rows.MoveNextAsync();
        }
        catch (StatementFileException fault)
        {
            _breaks.Add(fault);
            return false;
        }
    }

    private StatementBatch? ToBatch(string file, RowResult[] results)
    {
        var batch = new StatementBatch();
        var indexes = new Dictionary<ChargeSeries, uint>(ReferenceEqualityComparer.Instance);
        foreach (var result in results)
        {
            RowsRead++;
            if (!result.IsUnderstood)
            {
                Refuse(file, result.Fault);
                continue;
            }

            if (!indexes.TryGetValue(result.Row.Series, out var index))
            {
                indexes.Add(result.Row.Series, index = (uint)batch.Series.Count);
                batch.Series.Add(result.Row.Series.ToMessage());
            }

            batch.Rows.Add(ToMessage(result.Row, index));
        }

        if (batch.Rows.Count == 0)
        {
            return null;
        }

        batch.Sequence = ++_sequence;
        return batch;
    }

    private void Refuse(string file, RowFault fault)
    {
        RowsRefused++;
        if (_refused.Count < EngineRefusals.Kept)
        {
            _refused.Add(new RefusedRow(file, fault.Row, fault.Column, fault.Reason));
        }
    }

    private static StatementRow ToMessage(FocusRow row, uint series) => RecordMapping.ToStatementRow(
        series,
        row.RowNumber,
        row.StartSeconds,
        row.EndSeconds,
        row.BillingPeriodStartSeconds,
        row.BillingPeriodEndSeconds,
        row.Costs,
        row.Quantity);
}
