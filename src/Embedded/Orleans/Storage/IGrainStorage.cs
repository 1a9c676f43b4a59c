using Orleans.Runtime;

namespace Orleans
{
    /// <summary>The state that passes between a grain and its store.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    public interface IGrainState<T>
    {
        /// <summary>The state.</summary>
        T State { get; set; }

        /// <summary>The version in the store, null if there is no record.</summary>
        string? ETag { get; set; }

        /// <summary>Whether the store has a record.</summary>
        bool RecordExists { get; set; }
    }

    /// <summary>A plain <see cref="IGrainState{T}"/>.</summary>
    /// <typeparam name="T">The type of the state.</typeparam>
    public sealed class GrainState<T> : IGrainState<T>
    {
        /// <inheritdoc/>
        public T State { get; set; } = default!;

        /// <inheritdoc/>
        public string? ETag { get; set; }

        /// <inheritdoc/>
        public bool RecordExists { get; set; }
    }
}

namespace Orleans.Storage
{
    /// <summary>A store of grain state, registered as a keyed service under its name.</summary>
    public interface IGrainStorage
    {
        /// <summary>Reads into <paramref name="grainState"/>; without a record its state becomes a new one.</summary>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Writes if the ETag still fits, and sets the new one.</summary>
        /// <exception cref="InconsistentStateException">The record has another ETag.</exception>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Removes the record if the ETag still fits.</summary>
        /// <exception cref="InconsistentStateException">The record has another ETag.</exception>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <inheritdoc cref="ReadStateAsync{T}(string, GrainId, IGrainState{T})"/>
        Task ReadStateAsync<T>(
            string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            ReadStateAsync(stateName, grainId, grainState);

        /// <inheritdoc cref="WriteStateAsync{T}(string, GrainId, IGrainState{T})"/>
        Task WriteStateAsync<T>(
            string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            WriteStateAsync(stateName, grainId, grainState);

        /// <inheritdoc cref="ClearStateAsync{T}(string, GrainId, IGrainState{T})"/>
        Task ClearStateAsync<T>(
            string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
            ClearStateAsync(stateName, grainId, grainState);
    }

    /// <summary>Turns state into bytes and back; register one to replace the default, which is JSON.</summary>
    public interface IGrainStorageSerializer
    {
        /// <summary>The bytes of <paramref name="input"/>.</summary>
        BinaryData Serialize<T>(T input);

        /// <summary>The state that <paramref name="input"/> holds.</summary>
        T Deserialize<T>(BinaryData input);
    }
}
