using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Tests.Sql;

/// <summary>Keeps the writer inside a transaction, so that a test decides what waits for the next.</summary>
public sealed class HeldWriter : IDisposable
{
    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _committed;

    private HeldWriter(SqlCommitQueue queue) => _committed = queue.EnqueueAsync(_ =>
    {
        _held.TrySetResult();
        _release.Wait(TimeSpan.FromMinutes(1));
    });

    public static async Task<HeldWriter> HoldAsync(SqlCommitQueue queue)
    {
        var holding = new HeldWriter(queue);
        await holding._held.Task;
        return holding;
    }

    public Task ReleaseAsync()
    {
        _release.Set();
        return _committed;
    }

    public void Dispose() => _release.Set();
}
