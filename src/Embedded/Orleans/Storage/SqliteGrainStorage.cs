using System.Globalization;
using CostIntel.Storage.Sql;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>State in the engine's SQLite file. Writes go through the one writer; reads run beside it.</summary>
internal sealed class SqliteGrainStorage(
    SqlDatabase database, SqlCommitQueue commits, IGrainStorageSerializer serializer, TimeProvider time)
    : IGrainStorage, IDisposable
{
    private readonly SqliteStateReaders _readers = new(database);

    // Begins at the clock, so that a record made anew never gets the ETag that some reader of the old one still has.
    private long _lastETag = time.GetUtcNow().Ticks;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_readers.Read(new StateKey(grainId, stateName)) is { } record)
        {
            grainState.State = serializer.Deserialize<T>(new BinaryData(record.Payload));
            (grainState.ETag, grainState.RecordExists) = (Text(record.ETag), true);
        }
        else
        {
            Reset(grainState);
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        WriteStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task WriteStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var next = Interlocked.Increment(ref _lastETag);
        var payload = serializer.Serialize(grainState.State).ToArray();
        var write = new StateChange(new StateKey(grainId, stateName), Number(grainState.ETag), next, payload);
        await ApplyAsync(write, cancellationToken);
        (grainState.ETag, grainState.RecordExists) = (Text(next), true);
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        ClearStateAsync(stateName, grainId, grainState, CancellationToken.None);

    public async Task ClearStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken)
    {
        var removal = new StateChange(new StateKey(grainId, stateName), Number(grainState.ETag), 0, null);
        await ApplyAsync(removal, cancellationToken);
        Reset(grainState);
    }

    public void Dispose() => _readers.Dispose();

    private static void Reset<T>(IGrainState<T> grainState)
    {
        grainState.State = System.Activator.CreateInstance<T>();
        (grainState.ETag, grainState.RecordExists) = (null, false);
    }

    private static string Text(long etag) => etag.ToString(CultureInfo.InvariantCulture);

    private static long? Number(string? etag) => etag is null ? null : long.Parse(etag, CultureInfo.InvariantCulture);

    private async Task ApplyAsync(StateChange change, CancellationToken cancellationToken)
    {
        await commits.EnqueueAsync(change, cancellationToken);
        if (change.IsConflict)
        {
            throw new InconsistentStateException(
                $"State \"{change.Key.StateName}\" of {change.Key.GrainId} was changed by another writer.",
                change.FoundETag is { } found ? Text(found) : null,
                change.ExpectedETag is { } expected ? Text(expected) : null);
        }
    }
}
