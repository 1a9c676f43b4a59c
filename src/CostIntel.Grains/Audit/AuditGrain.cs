using CostIntel.Domain.Audit;
using CostIntel.Grains.Desks;
using CostIntel.Storage.Audit;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace CostIntel.Grains.Audit;

/// <inheritdoc cref="IAuditGrain"/>
/// <remarks>
/// Reentrant, so that entries gather while a commit is on its way to the disk. When a commit fails the activation is given
/// up, and the next one goes on from what is durable.
/// </remarks>
[Reentrant]
[GrainType("audit")]
public sealed partial class AuditGrain(IAuditStore store, TimeProvider time, ILogger<AuditGrain> logger) : Grain, IAuditGrain
{
    private string _tenant = "";
    private AuditMark _head = null!;
    private CommitPump<AuditBatch> _pump = null!;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _tenant = this.GetPrimaryKeyString();
        _head = (await store.OpenAsync(_tenant, AuditChain.Start(_tenant).ToPlace(), cancellationToken)).ToMark();
        _pump = new(() => new AuditBatch(_head, time.GetUtcNow()), CommitAsync, Fail);
    }

    /// <inheritdoc/>
    public Task<long> AppendAsync(AuditMessage note) => _pump.DoAsync(batch => batch.Add(note.ToNote()));

    private async Task CommitAsync(AuditBatch batch)
    {
        await store.AppendAsync(batch.ToAppend(_tenant), CancellationToken.None);
        _head = batch.Head;
        foreach (var checkpoint in batch.Checkpoints)
        {
            // The engine's log is mostly collected elsewhere: a witness that whoever edits the store does not reach.
            LogCheckpoint(logger, _tenant, checkpoint);
        }
    }

    private void Fail(Exception failure)
    {
        LogCommitFailed(logger, _tenant, failure);
        DeactivateOnIdle();
    }

    [LoggerMessage(2500, LogLevel.Information, "The audit log of tenant {Tenant} stands at {Checkpoint}")]
    private static partial void LogCheckpoint(ILogger logger, string tenant, AuditMark checkpoint);

    [LoggerMessage(2501, LogLevel.Error, "Entries of the audit log of tenant {Tenant} could not be kept; what they were for is refused")]
    private static partial void LogCommitFailed(ILogger logger, string tenant, Exception failure);
}
