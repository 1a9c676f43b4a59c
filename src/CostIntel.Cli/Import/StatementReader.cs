using CostIntel.Connectors;
using CostIntel.Contracts.Mapping;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Charges;

namespace CostIntel.Cli.Import;

/// <summary>Reads the files of one statement and cuts them into batches; each distinct series once a batch.</summary>
internal sealed class StatementReader(IReadOnlyList<StatementFile> files, int batchRows) : IAsyncDisposable
{
    private const int RefusedKept = 10;

    private readonly List<RefusedRow> _refused = [];
    private ulong _sequence;

    /// <summary>Rows read, refused ones included.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Rows that the reader itself refused.</summary>
    public long RowsRefused { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<RefusedRow> Refused => _refused;

    /// <summary>Why a file could not be read to its end; null when all were.</summary>
    public StatementFileException? Break { get; private set; }

    /// <summary>Share of the files read, 0 to 1; null when their lengths are unknown.</summary>
    public double? Progress => files.Sum(file => file.Length) is > 0 and var length
        ? files.Sum(file => file.BytesRead) / (double)length
        : null;

    /// <summary>What the reader was lenient about.</summary>
    public IEnumerable<string> Warnings => files.SelectMany(file => file.Warnings.Select(text => $"{file.Name}: {text}"));

    /// <summary>The batches in order, each with the file it is from. A file that breaks off gives what it had.</summary>
    public async IAsyncEnumerable<(StatementBatch Batch, string File)> BatchesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var file in files)
        {
            await using var rows = file.BatchesAsync(batchRows, cancellation).GetAsyncEnumerator(cancellation);
            while (await NextAsync(rows))
            {
                if (ToBatch(file.Name, rows.Current) is { } batch)
                {
                    yield return (batch, file.Name);
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
            Break ??= fault;
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
        if (_refused.Count < RefusedKept)
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
