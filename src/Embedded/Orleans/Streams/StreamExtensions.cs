using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Streams;

namespace Orleans.Streams
{
    /// <summary>Subscribing with delegates.</summary>
    public static class AsyncObservableExtensions
    {
        /// <summary>Subscribes a delegate.</summary>
        public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
            this IAsyncObservable<T> obs, Func<T, StreamSequenceToken?, Task> onNextAsync) =>
            obs.SubscribeAsync(new DelegateObserver<T>(onNextAsync));

        /// <summary>Subscribes delegates for items and for failures.</summary>
        public static Task<StreamSubscriptionHandle<T>> SubscribeAsync<T>(
            this IAsyncObservable<T> obs,
            Func<T, StreamSequenceToken?, Task> onNextAsync,
            Func<Exception, Task> onErrorAsync) =>
            obs.SubscribeAsync(new DelegateObserver<T>(onNextAsync, onErrorAsync));
    }

    /// <summary>Resuming with delegates.</summary>
    public static class StreamSubscriptionHandleExtensions
    {
        /// <summary>Resumes with a delegate.</summary>
        public static Task<StreamSubscriptionHandle<T>> ResumeAsync<T>(
            this StreamSubscriptionHandle<T> handle,
            Func<T, StreamSequenceToken?, Task> onNextAsync,
            StreamSequenceToken? token = null) => handle.ResumeAsync(new DelegateObserver<T>(onNextAsync), token);
    }

    /// <summary>Streams by namespace and key.</summary>
    public static class StreamProviderExtensions
    {
        /// <summary>The stream of that namespace and key.</summary>
        public static IAsyncStream<T> GetStream<T>(this IStreamProvider streamProvider, string ns, string key) =>
            streamProvider.GetStream<T>(StreamId.Create(ns, key));
    }

    internal sealed class DelegateObserver<T>(
        Func<T, StreamSequenceToken?, Task> onNext, Func<Exception, Task>? onError = null) : IAsyncObserver<T>
    {
        public Task OnNextAsync(T item, StreamSequenceToken? token = null) => onNext(item, token);

        public Task OnCompletedAsync() => Task.CompletedTask;

        public Task OnErrorAsync(Exception ex) => onError?.Invoke(ex) ?? Task.CompletedTask;
    }
}

namespace Orleans
{
    /// <summary>Streams for grains.</summary>
    public static class GrainStreamingExtensions
    {
        /// <summary>The stream provider of that name.</summary>
        public static IStreamProvider GetStreamProvider(this Grain grain, string name) =>
            ((IGrainBase)grain).GetStreamProvider(name);

        /// <summary>The stream provider of that name.</summary>
        public static IStreamProvider GetStreamProvider(this IGrainBase grain, string name) =>
            grain.GrainContext.ActivationServices.GetRequiredKeyedService<IStreamProvider>(name);
    }
}

namespace Orleans
{
    /// <summary>Streams for code that is no grain.</summary>
    public static class ClientStreamingExtensions
    {
        /// <summary>The stream provider of that name.</summary>
        public static IStreamProvider GetStreamProvider(this IClusterClient client, string name) =>
            client.ServiceProvider.GetRequiredKeyedService<IStreamProvider>(name);
    }
}
