namespace Orleans.Streams;

/// <summary>An observer whose item type the hub need not know.</summary>
internal abstract class StreamHandler
{
    public abstract Task OnNextAsync(object item, StreamSequenceToken token);
}

internal sealed class StreamHandler<T>(IAsyncObserver<T> observer) : StreamHandler
{
    public override Task OnNextAsync(object item, StreamSequenceToken token) => observer.OnNextAsync((T)item, token);
}
