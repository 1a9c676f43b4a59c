namespace Grpc.Core;

/// <summary>The failure of a call: thrown by clients, and by handlers to choose the status of their answer.</summary>
/// <param name="status">The status.</param>
/// <param name="trailers">Metadata that goes with the status.</param>
/// <param name="message">The text of the exception.</param>
public sealed class RpcException(Status status, Metadata trailers, string message)
    : Exception(message, status.DebugException)
{
    /// <summary>A failure without trailers.</summary>
    public RpcException(Status status)
        : this(status, Metadata.Empty, status.ToString())
    {
    }

    /// <summary>A failure without trailers and with a text of its own.</summary>
    public RpcException(Status status, string message)
        : this(status, Metadata.Empty, message)
    {
    }

    /// <summary>A failure with trailers.</summary>
    public RpcException(Status status, Metadata trailers)
        : this(status, trailers, status.ToString())
    {
    }

    /// <summary>The status of the call.</summary>
    public Status Status { get; } = status;

    /// <summary>The code of <see cref="Status"/>.</summary>
    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>The trailers; empty when there are none.</summary>
    public Metadata Trailers { get; } = trailers;
}
