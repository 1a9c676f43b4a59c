using Orleans.Runtime;

namespace Orleans.Streams.Core;

/// <summary>A grain that attaches its observer when the first item of a subscription reaches it.</summary>
public interface IStreamSubscriptionObserver
{
    /// <summary>Called before the first item when the activation has no observer for the subscription.</summary>
    Task OnSubscribed(IStreamSubscriptionHandleFactory handleFactory);
}

/// <summary>Makes the handle of the subscription in question.</summary>
public interface IStreamSubscriptionHandleFactory
{
    /// <summary>Which stream.</summary>
    StreamId StreamId { get; }

    /// <summary>The provider's name.</summary>
    string ProviderName { get; }

    /// <summary>Which subscription.</summary>
    Guid SubscriptionId { get; }

    /// <summary>The handle, on which to resume.</summary>
    /// <typeparam name="T">The items.</typeparam>
    StreamSubscriptionHandle<T> Create<T>();
}
