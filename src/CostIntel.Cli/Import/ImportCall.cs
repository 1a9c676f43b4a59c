using CostIntel.Contracts.V1;
using Grpc.Core;

namespace CostIntel.Cli.Import;

/// <summary>One connection of an import, from its opening to the engine's report.</summary>
/// <remarks>
/// Acknowledgements are read while batches are written. A client that first writes and then reads waits for ever when
/// the acknowledgements are long: the engine stops reading batches until they are taken.
/// </remarks>
internal sealed class ImportCall(
    IngestService.IngestServiceClient client,
    BatchWindow window,
    EngineRefusals refused,
    Action<ImportProgress> onProgress,
    CancellationToken cancellation) : IDisposable
{
    private readonly CancellationTokenSource _ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
    private AsyncDuplexStreamingCall<ImportStatementRequest, ImportStatementResponse> _call = null!;

    /// <summary>Opens the import, sends what is left to send, ends it, and returns the report.</summary>
    public async Task<ImportReport> RunAsync(
        ImportOpen open, IAsyncEnumerator<FileBatch> source, Func<bool> mayCommit)
    {
        _call = client.ImportStatement(cancellationToken: _ending.Token);
        var opened = await TryWriteAsync(new ImportStatementRequest { Open = open });
        if (await ReadAsync() is { } early)
        {
            return early;
        }

        var writing = opened ? WriteAsync(source, mayCommit) : Task.CompletedTask;
        try
        {
            while (true)
            {
                if (await ReadAsync() is { } report)
                {
                    return report;
                }
            }
        }
        finally
        {
            // The source must rest before another connection takes it on. Its own failure is the one to tell.
            await _ending.CancelAsync();
            await writing;
        }
    }

    public void Dispose()
    {
        _call?.Dispose();
        _ending.Dispose();
    }

    private async Task WriteAsync(IAsyncEnumerator<FileBatch> source, Func<bool> mayCommit)
    {
        try
        {
            if (await WriteBatchesAsync(source))
            {
                var last = mayCommit()
                    ? new ImportStatementRequest { Commit = new ImportCommit() }
                    : new ImportStatementRequest { Abort = new ImportAbort() };
                await TryWriteAsync(last);
            }
        }
        catch
        {
            await _ending.CancelAsync();
            throw;
        }
    }

    /// <summary>False when the call is over before all was sent.</summary>
    private async Task<bool> WriteBatchesAsync(IAsyncEnumerator<FileBatch> source)
    {
        foreach (var batch in window.Unacknowledged())
        {
            if (!await TryWriteAsync(new ImportStatementRequest { Batch = batch.Message }))
            {
                return false;
            }
        }

        while (await TryTakeRoomAsync())
        {
            if (await NextAsync(source) is not { } batch)
            {
                window.ReturnRoom();
                return true;
            }

            // Before it is written: what is only half sent must be sent again.
            window.Add(batch);
            if (!await TryWriteAsync(new ImportStatementRequest { Batch = batch.Message }))
            {
                return false;
            }
        }

        return false;
    }

    private async Task<FileBatch?> NextAsync(IAsyncEnumerator<FileBatch> source)
    {
        while (await source.MoveNextAsync())
        {
            if (source.Current.Message.Sequence > window.StagedSequence)
            {
                return source.Current;
            }
        }

        return null;
    }

    private async Task<bool> TryTakeRoomAsync()
    {
        try
        {
            await window.TakeRoomAsync(_ending.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    // A failed write says only that the call is over; why, the responses say.
    private async Task<bool> TryWriteAsync(ImportStatementRequest request)
    {
        try
        {
            await _call.RequestStream.WriteAsync(request, _ending.Token);
            return true;
        }
        catch (Exception over) when (over
            is RpcException or InvalidOperationException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Takes one response; the report, when it is that.</summary>
    private async Task<ImportReport?> ReadAsync()
    {
        if (!await _call.ResponseStream.MoveNext(_ending.Token))
        {
            throw new RpcException(
                new Status(StatusCode.Unavailable, "The engine ended the import without a report."));
        }

        var response = _call.ResponseStream.Current;
        switch (response.MessageCase)
        {
            case ImportStatementResponse.MessageOneofCase.Opened:
                window.Acknowledge(response.Opened.StagedSequence);
                break;
            case ImportStatementResponse.MessageOneofCase.Ack
                when window.Acknowledge(response.Ack.StagedSequence) is { } batch:
                refused.Add(batch, response.Ack.Rejections);
                break;
            case ImportStatementResponse.MessageOneofCase.Progress:
                onProgress(response.Progress);
                break;
        }

        return response.Report;
    }
}
