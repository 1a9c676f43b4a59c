using Grpc.Core;

namespace CostIntel.Server.Audit;

/// <summary>Tells of the first request of a stream before anybody else sees it: it says what is asked for.</summary>
internal sealed class FirstRequest<T>(IAsyncStreamReader<T> requests, Func<T, Task> tell) : IAsyncStreamReader<T>
{
    private bool _isTold;

    public T Current => requests.Current;

    public async Task<bool> MoveNext(CancellationToken cancellationToken)
    {
        if (!await requests.MoveNext(cancellationToken))
        {
            return false;
        }

        if (!_isTold)
        {
            _isTold = true;
            await tell(requests.Current);
        }

        return true;
    }
}

/// <summary>Remembers the last response of a stream: it says what was done.</summary>
internal sealed class LastResponse<T>(IServerStreamWriter<T> responses) : IServerStreamWriter<T>
    where T : class
{
    public T? Last { get; private set; }

    public WriteOptions? WriteOptions
    {
        get => responses.WriteOptions;
        set => responses.WriteOptions = value;
    }

    public Task WriteAsync(T message) => WriteAsync(message, CancellationToken.None);

    public Task WriteAsync(T message, CancellationToken cancellationToken)
    {
        Last = message;
        return responses.WriteAsync(message, cancellationToken);
    }
}
