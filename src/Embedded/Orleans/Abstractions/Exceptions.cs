using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>The base of the runtime's own exceptions.</summary>
    public class OrleansException : Exception
    {
        /// <summary>Without a text.</summary>
        public OrleansException()
        {
        }

        /// <summary>With a text.</summary>
        public OrleansException(string message)
            : base(message)
        {
        }

        /// <summary>With a text and a cause.</summary>
        public OrleansException(string message, Exception? innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The host is stopping or not started, so it takes no calls from outside.</summary>
    public sealed class SiloUnavailableException(string message) : OrleansException(message);

    /// <summary>The object behind an observer reference is gone.</summary>
    public sealed class ClientNotAvailableException(string message) : OrleansException(message);
}

namespace Orleans.Storage
{
    /// <summary>The stored state is not the one that the writer had read.</summary>
    public sealed class InconsistentStateException : OrleansException
    {
        /// <summary>With a text only.</summary>
        public InconsistentStateException(string message)
            : base(message)
        {
        }

        /// <summary>With both ETags: the one found in the store and the one that the writer had.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
            : base($"{errorMsg} Stored ETag: {storedEtag ?? "none"}; the writer's: {currentEtag ?? "none"}.") =>
            (StoredEtag, CurrentEtag) = (storedEtag, currentEtag);

        /// <summary>The ETag in the store, null if there is no record.</summary>
        public string? StoredEtag { get; }

        /// <summary>The ETag that the writer had, null if it knew of no record.</summary>
        public string? CurrentEtag { get; }

        /// <summary>The activation whose write it was; leaving it with this exception ends that activation.</summary>
        internal Activation? Writer { get; set; }
    }
}
