using CostIntel.Contracts.V1;
using Grpc.Core;

namespace CostIntel.Cli.Import;

/// <summary>
/// Sends one import to the engine. A connection that breaks is made again, and the import goes on behind what the
/// engine has staged.
/// </summary>
internal sealed class ImportClient(
    IngestService.IngestServiceClient client, ImportPlan plan, IReadOnlyList<string> fileNames, TimeProvider time)
    : IDisposable
{
    private const int UnacknowledgedMax = 16;
    private const int FailuresMax = 8;

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromMilliseconds(200);

    private readonly BatchWindow _window = new(UnacknowledgedMax);
    private readonly EngineRefusals _refused = new();

    /// <summary>What the engine refused.</summary>
    public EngineRefusals Refused => _refused;

    /// <summary>Rows compared with earlier statements since the commit.</summary>
    public ulong ComparedRows { get; private set; }

    /// <summary>Whether the engine holds anything of the import that is worth going on with.</summary>
    public bool IsBegun => _window.StagedSequence > 0;

    /// <summary>Why the connection broke, while it is being made again; null while there is one.</summary>
    public string? Broken { get; private set; }

    /// <summary>Sends all batches, then commits or, when told so, aborts; returns the engine's report.</summary>
    /// <exception cref="RpcException">The engine refused the import, or could not be reached for too long.</exception>
    public async Task<ImportReport> RunAsync(
        IAsyncEnumerable<FileBatch> batches, Func<bool> mayCommit, CancellationToken cancellation)
    {
        await using var source = batches.GetAsyncEnumerator(cancellation);
        for (var failures = 0; ;)
        {
            var staged = _window.StagedSequence;
            try
            {
                using var call = new ImportCall(client, _window, _refused, Compared, cancellation);
                return await call.RunAsync(Open(), source, mayCommit);
            }
            catch (RpcException fault) when (IsPassing(fault, cancellation))
            {
                failures = _window.StagedSequence > staged ? 1 : failures + 1;
                if (failures == FailuresMax)
                {
                    throw;
                }

                Broken = fault.Status.Detail;
                await Task.Delay(FirstBackOff * (1 << (failures - 1)), time, cancellation);
                Broken = null;
            }
        }
    }

    public void Dispose() => _window.Dispose();

    // A server that goes away while it answers resets its streams: CANCELLED, although nobody here cancelled.
    private static bool IsPassing(RpcException fault, CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested
        && fault.StatusCode is StatusCode.Unavailable or StatusCode.Aborted or StatusCode.Cancelled;

    private void Compared(ImportProgress progress) => ComparedRows = progress.ComparedRows;

    private ImportOpen Open()
    {
        var open = new ImportOpen { ImportId = plan.ImportId, Source = plan.Source, Scope = plan.Scope };
        open.FileNames.AddRange(fileNames);
        return open;
    }
}
