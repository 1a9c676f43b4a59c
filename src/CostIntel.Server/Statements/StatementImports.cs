using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Statements;
using CostIntel.Server.Errors;
using CostIntel.Storage.Statements;
using Grpc.Core;

namespace CostIntel.Server.Statements;

/// <summary>Runs imports of billing statements: rows are staged as they arrive and count from the commit on.</summary>
internal sealed class StatementImports(
    IStatementStore store, IGrainFactory grains, CostQueryRunner costs, TimeProvider time)
{
    private const string DefaultSource = "focus";

    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(
        TenantId tenant,
        IAsyncStreamReader<ImportStatementRequest> requests,
        IServerStreamWriter<ImportStatementResponse> responses,
        CancellationToken cancellation)
    {
        var record = await OpenAsync(tenant, requests, cancellation);
        await responses.WriteAsync(
            new ImportStatementResponse
            {
                Opened = new ImportOpened
                {
                    StagedSequence = (ulong)record.StagedSequence,
                    MaxRowsPerBatch = StatementStager.RowsPerBatchMax,
                },
            },
            cancellation);
        if (record.State == ImportState.Staging && !await StageAsync(record, requests, responses, cancellation))
        {
            await store.AbortAsync(record.ImportId, cancellation);
        }
        else if (record.State != ImportState.Aborted)
        {
            await CommitAsync(tenant, record, responses, cancellation);
        }

        await ReportAsync(record.ImportId, responses, cancellation);
    }

    private async Task<ImportRecord> OpenAsync(
        TenantId tenant, IAsyncStreamReader<ImportStatementRequest> requests, CancellationToken cancellation)
    {
        var open = await requests.MoveNext(cancellation) ? requests.Current.Open : null;
        var importId = tenant.Scope(
            Require.Name(open?.ImportId, "import_id", "The first message of an import must be open."));
        var source = Require.Name(open!.Source.Length == 0 ? DefaultSource : open.Source, "source", "");
        Require.That(Enum.IsDefined(open.Scope), $"scope {(int)open.Scope} is unknown; use rows or period.");
        var record = await store.OpenAsync(
            new ImportOpening(
                importId,
                tenant.ToString(),
                source,
                open.Scope == ImportScope.Period,
                string.Join(", ", open.FileNames),
                time.GetUtcNow()),
            cancellation);
        Require.That(
            record.Tenant == tenant.ToString() && record.Source == source
                && record.WholePeriod == (open.Scope == ImportScope.Period),
            $"Import '{importId}' was opened with another source or scope; take another import_id.");
        return record;
    }

    /// <summary>Stages until the commit; false when the client aborts.</summary>
    private async Task<bool> StageAsync(
        ImportRecord record,
        IAsyncStreamReader<ImportStatementRequest> requests,
        IServerStreamWriter<ImportStatementResponse> responses,
        CancellationToken cancellation)
    {
        var stager = new StatementStager(store, record, time);
        while (await requests.MoveNext(cancellation))
        {
            switch (requests.Current.MessageCase)
            {
                case ImportStatementRequest.MessageOneofCase.Batch:
                    var ack = await stager.StageAsync(requests.Current.Batch, cancellation);
                    await responses.WriteAsync(new ImportStatementResponse { Ack = ack }, cancellation);
                    break;
                case ImportStatementRequest.MessageOneofCase.Commit:
                    await store.MoveAsync(record.ImportId, ImportState.Sealed, null, cancellation);
                    return true;
                case ImportStatementRequest.MessageOneofCase.Abort:
                    return false;
                default:
                    throw Require.Invalid("An import is opened once; further messages are a batch, commit or abort.");
            }
        }

        throw new RpcException(new Status(
            StatusCode.Aborted, "The import ended without a commit. What was staged is kept; open it again to go on."));
    }

    private async Task CommitAsync(
        TenantId tenant,
        ImportRecord record,
        IServerStreamWriter<ImportStatementResponse> responses,
        CancellationToken cancellation)
    {
        var source = grains.GetGrain<IStatementSourceGrain>(new StatementSourceKey(tenant, record.Source).ToString());
        await source.CommitAsync(record.ImportId);
        var reported = -1L;
        for (var wait = TimeSpan.FromMilliseconds(5); ;)
        {
            var status = await source.GetStatusAsync(record.ImportId);
            if (status.Failure is { } failure)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, failure));
            }

            if (status.IsDone)
            {
                break;
            }

            if (status.ComparedRows != reported)
            {
                reported = status.ComparedRows;
                await responses.WriteAsync(Progress(reported), cancellation);
            }

            // Small imports are done in a moment; long ones need no haste.
            await Task.Delay(wait, time, cancellation);
            wait = wait < ProgressInterval ? wait * 2 : ProgressInterval;
        }

        await costs.CatchUpAsync(cancellation);
    }

    private static ImportStatementResponse Progress(long comparedRows) =>
        new() { Progress = new ImportProgress { ComparedRows = (ulong)comparedRows } };

    private async Task ReportAsync(
        string importId, IServerStreamWriter<ImportStatementResponse> responses, CancellationToken cancellation)
    {
        var record = await store.FindAsync(importId, cancellation);
        await responses.WriteAsync(
            new ImportStatementResponse { Report = ImportReports.Of(record!) }, cancellation);
    }
}
