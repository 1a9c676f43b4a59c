using CostIntel.Contracts.V1;
using Grpc.Core;

namespace CostIntel.Cli.Import;

/// <summary>
/// Sends one import to the engine. A connection that breaks is made again, and the import goes on behind what the
/// engine has staged.
/// </summary>
internal sealed class ImportClient(
    IngestService.IngestServiceClient client, ImportPlan plan, IReadOnlyList<string> fileNames, TimeProvider time)
{
    private const int UnacknowledgedMax = 16;
    private const int AttemptsMax = 8;
    private const int RefusedKept = 10;

    private readonly Queue<(StatementBatch Batch, string File)> _unacknowledged = new();
    private readonly List<RefusedRow> _refused = [];
    private ulong _highestStaged;
    private ImportReport? _report;

    /// <summary>The first rows that the engine refused.</summary>
    public IReadOnlyList<RefusedRow> Refused => _refused;

    /// <summary>Rows compared with earlier statements since the commit.</summary>
    public ulong ComparedRows { get; private set; }

    /// <summary>Sends all batches, then commits or, when told so, aborts; returns the engine's report.</summary>
    public async Task<ImportReport> RunAsync(
        IAsyncEnumerable<(StatementBatch Batch, string File)> batches,
        Func<bool> mayCommit,
        CancellationToken cancellation)
    {
        await using var source = batches.GetAsyncEnumerator(cancellation);
        for (var attempt = 1; ; attempt++)
        {
            var progress = _highestStaged;
            try
            {
                return await SendAsync(source, mayCommit, cancellation);
            }
            catch (RpcException fault) when (IsPassing(fault, cancellation) && attempt < AttemptsMax)
            {
                attempt = _highestStaged > progress ? 0 : attempt;
                await Task.Delay(TimeSpan.FromMilliseconds(100 << attempt), time, cancellation);
            }
        }
    }

    private static bool IsPassing(RpcException fault, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested && fault.StatusCode is StatusCode.Unavailable or StatusCode.Aborted;

    private async Task<ImportReport> SendAsync(
        IAsyncEnumerator<(StatementBatch Batch, string File)> source, Func<bool> mayCommit, CancellationToken cancellation)
    {
        using var call = client.ImportStatement(cancellationToken: cancellation);
        if (await OpenAsync(call, cancellation) && await SendBatchesAsync(call, source, cancellation))
        {
            var last = mayCommit()
                ? new ImportStatementRequest { Commit = new ImportCommit() }
                : new ImportStatementRequest { Abort = new ImportAbort() };
            if (await TryWriteAsync(call, last, cancellation))
            {
                await call.RequestStream.CompleteAsync();
            }
        }

        // An import that is over already, however it came to that, answers with its report whatever is sent.
        while (_report is null)
        {
            await ReadAsync(call, cancellation);
        }

        return _report;
    }

    /// <summary>Sends what is left to send, and reads acknowledgements meanwhile; false when the import is over.</summary>
    private async Task<bool> SendBatchesAsync(
        AsyncDuplexStreamingCall<ImportStatementRequest, ImportStatementResponse> call,
        IAsyncEnumerator<(StatementBatch Batch, string File)> source,
        CancellationToken cancellation)
    {
        foreach (var (batch, _) in _unacknowledged)
        {
            if (!await TryWriteAsync(call, new ImportStatementRequest { Batch = batch }, cancellation))
            {
                return false;
            }
        }

        while (await source.MoveNextAsync())
        {
            if (source.Current.Batch.Sequence <= _highestStaged)
            {
                continue;
            }

            _unacknowledged.Enqueue(source.Current);
            if (!await TryWriteAsync(call, new ImportStatementRequest { Batch = source.Current.Batch }, cancellation))
            {
                return false;
            }

            while (_report is null && _unacknowledged.Count >= UnacknowledgedMax)
            {
                await ReadAsync(call, cancellation);
            }
        }

        while (_report is null && _unacknowledged.Count > 0)
        {
            await ReadAsync(call, cancellation);
        }

        return _report is null;
    }

    private async Task<bool> OpenAsync(
        AsyncDuplexStreamingCall<ImportStatementRequest, ImportStatementResponse> call, CancellationToken cancellation)
    {
        var open = new ImportOpen { ImportId = plan.ImportId, Source = plan.Source, Scope = plan.Scope };
        open.FileNames.AddRange(fileNames);
        var isOpen = await TryWriteAsync(call, new ImportStatementRequest { Open = open }, cancellation);
        await ReadAsync(call, cancellation);
        return isOpen;
    }

    // A failed write says only that the call is over; why, the responses say.
    private static async Task<bool> TryWriteAsync(
        AsyncDuplexStreamingCall<ImportStatementRequest, ImportStatementResponse> call,
        ImportStatementRequest request,
        CancellationToken cancellation)
    {
        try
        {
            await call.RequestStream.WriteAsync(request, cancellation);
            return true;
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException)
        {
            return false;
        }
    }

    private async Task ReadAsync(
        AsyncDuplexStreamingCall<ImportStatementRequest, ImportStatementResponse> call, CancellationToken cancellation)
    {
        if (!await call.ResponseStream.MoveNext(cancellation))
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The engine ended the import without a report."));
        }

        var response = call.ResponseStream.Current;
        switch (response.MessageCase)
        {
            case ImportStatementResponse.MessageOneofCase.Opened:
                Staged(response.Opened.StagedSequence, []);
                break;
            case ImportStatementResponse.MessageOneofCase.Ack:
                Staged(response.Ack.StagedSequence, response.Ack.Rejections);
                break;
            case ImportStatementResponse.MessageOneofCase.Progress:
                ComparedRows = response.Progress.ComparedRows;
                break;
        }

        _report = response.Report;
    }

    private void Staged(ulong sequence, IEnumerable<Rejection> rejections)
    {
        _highestStaged = Math.Max(_highestStaged, sequence);
        while (_unacknowledged.TryPeek(out var waiting) && waiting.Batch.Sequence <= sequence)
        {
            _unacknowledged.Dequeue();
            foreach (var rejection in rejections.Where(_ => waiting.Batch.Sequence == sequence && _refused.Count < RefusedKept))
            {
                _refused.Add(new RefusedRow(waiting.File, (long)rejection.RowNumber, rejection.Field, rejection.Reason));
            }
        }
    }
}
