namespace Grpc.Core;

/// <summary>What a client says about one call.</summary>
/// <param name="headers">Request metadata.</param>
/// <param name="deadline">When the call fails with <see cref="StatusCode.DeadlineExceeded"/>; UTC.</param>
/// <param name="cancellationToken">Cancels the call.</param>
/// <param name="writeOptions">How the messages of the request are written.</param>
public struct CallOptions(
    Metadata? headers = null,
    DateTime? deadline = null,
    CancellationToken cancellationToken = default,
    WriteOptions? writeOptions = null)
{
    /// <summary>Request metadata.</summary>
    public Metadata? Headers { get; private set; } = headers;

    /// <summary>The deadline in UTC; null for none.</summary>
    public DateTime? Deadline { get; private set; } = deadline;

    /// <summary>Cancels the call.</summary>
    public CancellationToken CancellationToken { get; private set; } = cancellationToken;

    /// <summary>How the messages of the request are written.</summary>
    public WriteOptions? WriteOptions { get; private set; } = writeOptions;

    /// <summary>The same options with other headers.</summary>
    public readonly CallOptions WithHeaders(Metadata headers) => this with { Headers = headers };

    /// <summary>The same options with another deadline (UTC).</summary>
    public readonly CallOptions WithDeadline(DateTime deadline) => this with { Deadline = deadline };

    /// <summary>The same options with another token.</summary>
    public readonly CallOptions WithCancellationToken(CancellationToken cancellationToken) =>
        this with { CancellationToken = cancellationToken };

    /// <summary>The same options with other write options.</summary>
    public readonly CallOptions WithWriteOptions(WriteOptions writeOptions) =>
        this with { WriteOptions = writeOptions };
}
