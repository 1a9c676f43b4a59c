using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>State as bytes in memory, so that a state read back is never the object that was written.</summary>
internal sealed class MemoryGrainStorage(IGrainStorageSerializer serializer) : IGrainStorage
{
    private readonly ConcurrentDictionary<(GrainId Grain, string State), Record> _records = new();
    private long _version;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_records.TryGetValue((grainId, stateName), out var record))
        {
            grainState.State = serializer.Deserialize<T>(record.Payload);
            (grainState.ETag, grainState.RecordExists) = (record.ETag, true);
        }
        else
        {
            grainState.State = System.Activator.CreateInstance<T>();
            (grainState.ETag, grainState.RecordExists) = (null, false);
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture);
        var written = new Record(serializer.Serialize(grainState.State), version);
        _records.AddOrUpdate(
            (grainId, stateName),
            _ => grainState.ETag is null ? written : throw Conflict(stateName, grainId, null, grainState.ETag),
            (_, stored) => stored.ETag == grainState.ETag
                ? written
                : throw Conflict(stateName, grainId, stored.ETag, grainState.ETag));
        (grainState.ETag, grainState.RecordExists) = (version, true);
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (_records.TryGetValue((grainId, stateName), out var stored)
            && (stored.ETag != grainState.ETag || !_records.TryRemove(new((grainId, stateName), stored))))
        {
            throw Conflict(stateName, grainId, stored.ETag, grainState.ETag);
        }

        grainState.State = System.Activator.CreateInstance<T>();
        (grainState.ETag, grainState.RecordExists) = (null, false);
        return Task.CompletedTask;
    }

    private static InconsistentStateException Conflict(
        string stateName, GrainId grainId, string? storedETag, string? writersETag) =>
        new($"State \"{stateName}\" of {grainId} was changed by another writer.", storedETag, writersETag);

    private sealed record Record(BinaryData Payload, string ETag);
}
