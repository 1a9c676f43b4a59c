using Orleans.Core;

namespace Orleans.Core
{
    /// <summary>Durable state of one grain. Every operation must run on the grain's own turns.</summary>
    public interface IStorage
    {
        /// <summary>The version last read or written, null if there is no record.</summary>
        string? Etag { get; }

        /// <summary>Whether the store had a record at the last operation.</summary>
        bool RecordExists { get; }

        /// <summary>Removes the record and starts over with a new state.</summary>
        /// <exception cref="Orleans.Storage.InconsistentStateException">Somebody else wrote in between.</exception>
        Task ClearStateAsync();

        /// <inheritdoc cref="ClearStateAsync()"/>
        Task ClearStateAsync(CancellationToken cancellationToken);

        /// <summary>Writes the state; durable when the task completes.</summary>
        /// <exception cref="Orleans.Storage.InconsistentStateException">Somebody else wrote in between.</exception>
        Task WriteStateAsync();

        /// <inheritdoc cref="WriteStateAsync()"/>
        Task WriteStateAsync(CancellationToken cancellationToken);

        /// <summary>Reads the state again and drops what was not written.</summary>
        Task ReadStateAsync();

        /// <inheritdoc cref="ReadStateAsync()"/>
        Task ReadStateAsync(CancellationToken cancellationToken);
    }

    /// <summary>Durable state of one grain, of one type.</summary>
    /// <typeparam name="TState">The type; needs a public constructor without parameters.</typeparam>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The state in memory; a new one if there is no record.</summary>
        TState State { get; set; }
    }
}

namespace Orleans.Runtime
{
    /// <summary>Durable state that a grain asks for in its constructor; read before OnActivateAsync.</summary>
    /// <typeparam name="TState">The type; needs a public constructor without parameters.</typeparam>
    public interface IPersistentState<TState> : IStorage<TState>;

    /// <summary>Names the state and the store of an <see cref="IPersistentState{TState}"/> parameter.</summary>
    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute
    {
        /// <summary>The name of the state, unique in the grain class.</summary>
        public string StateName { get; } = stateName;

        /// <summary>The name that the store was added under; null is the default store.</summary>
        public string? StorageName { get; } = storageName;
    }
}
