using CostIntel.Contracts.Mapping;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Money;
using CostIntel.Domain.Statements;
using CostIntel.Server.Errors;
using CostIntel.Storage.Statements;
using Google.Protobuf;

namespace CostIntel.Server.Statements;

/// <summary>Checks the rows of one import and stages them, with its running counts and totals.</summary>
internal sealed class StatementStager
{
    public const int RowsPerBatchMax = 10_000;

    private readonly IStatementStore _store;
    private readonly string _importId;
    private readonly TimeProvider _time;
    private readonly SortedDictionary<string, Costs> _totals = new(StringComparer.Ordinal);
    private ulong _read;
    private ulong _rejected;
    private ulong _sequence;

    public StatementStager(IStatementStore store, ImportRecord record, TimeProvider time)
    {
        (_store, _importId, _time) = (store, record.ImportId, time);
        Load(record);
    }

    /// <summary>Stages one batch; one that is staged already is only acknowledged.</summary>
    public async Task<StatementAck> StageAsync(StatementBatch batch, CancellationToken cancellation)
    {
        Require.That(
            batch.Rows.Count <= RowsPerBatchMax,
            $"Batch {batch.Sequence} has {batch.Rows.Count} rows; at most {RowsPerBatchMax} are allowed.");
        Require.That(
            batch.Sequence > 0 && batch.Sequence <= _sequence + 1,
            $"Batch {batch.Sequence} follows batch {_sequence}; batches are numbered 1, 2, 3 without a gap.");
        var ack = new StatementAck { StagedSequence = Math.Max(batch.Sequence, _sequence) };
        if (batch.Sequence > _sequence)
        {
            var rows = Check(batch, ack);
            var outcome = await _store.StageAsync(
                _importId, (long)batch.Sequence, rows, StatementLine.Merge, Detail(), cancellation);
            Require.That(
                outcome != StagingOutcome.Closed,
                $"Import '{_importId}' takes no more rows: it was committed or aborted elsewhere.");
            _sequence = batch.Sequence;
            if (outcome == StagingOutcome.StagedAlready)
            {
                // By a stream that was open before this one; the counts and totals of both are in what it has left.
                Load((await _store.FindAsync(_importId, cancellation))!);
            }
        }

        return ack;
    }

    private void Load(ImportRecord record)
    {
        var detail = ImportDetail.Parser.ParseFrom(record.Detail ?? []);
        (_read, _rejected, _sequence) = (detail.Read, detail.Rejected, (ulong)record.StagedSequence);
        _totals.Clear();
        foreach (var totals in detail.Totals)
        {
            _totals[totals.Currency] = new Costs(
                Parse(totals.Billed), Parse(totals.Effective), Parse(totals.List), Parse(totals.Contracted));
        }
    }

    private static decimal Parse(string text) => ExactDecimal.TryParse(text, out var value) ? value : 0;

    private List<StagedRow> Check(StatementBatch batch, StatementAck ack)
    {
        var now = _time.GetUtcNow();
        var series = batch.Series.Select(item => item.ToDomain()).ToList();
        var rows = new List<StagedRow>(batch.Rows.Count);
        for (var i = 0; i < batch.Rows.Count; i++)
        {
            _read++;
            if (StatementRows.TryRead(batch.Rows[i], series, now, out var row, out var line) is { } fault)
            {
                _rejected++;
                ack.Rejections.Add(new Rejection
                {
                    RecordIndex = (uint)i,
                    RowNumber = batch.Rows[i].RowNumber,
                    Field = fault.Field,
                    Reason = fault.Reason,
                });
                continue;
            }

            rows.Add(row);
            var currency = line.Series.Currency.Code;
            _totals[currency] = _totals.GetValueOrDefault(currency) + line.Costs;
        }

        return rows;
    }

    private byte[] Detail()
    {
        var detail = new ImportDetail { Read = _read, Rejected = _rejected };
        detail.Totals.AddRange(_totals.Select(pair => new ImportTotals
        {
            Currency = pair.Key,
            Billed = ExactDecimal.Format(pair.Value.Billed),
            Effective = ExactDecimal.Format(pair.Value.Effective),
            List = ExactDecimal.Format(pair.Value.List),
            Contracted = ExactDecimal.Format(pair.Value.Contracted),
        }));
        return detail.ToByteArray();
    }
}
