namespace CostIntel.Grains.Changes.Control;

/// <summary>
/// What the changes of a tenant share: resources, limits, budgets of rules that approve without asking, and orders to
/// stop. Keyed by the tenant's canonical id.
/// </summary>
[Alias("costintel.change-control")]
public interface IChangeControlGrain : IGrainWithStringKey
{
    /// <summary>
    /// What the policy says of a change now. An automatic approval has taken its budget when this returns; asked again, it
    /// takes no more.
    /// </summary>
    [Alias("decide")]
    Task<PolicyAnswer> DecideAsync(PolicyQuestion question);

    /// <summary>
    /// Takes the resources of a change and its room under every limit: all or none, durable when it returns. Asking again
    /// with the same key changes nothing.
    /// </summary>
    [Alias("lock")]
    Task<LockAnswer> LockAsync(LockQuestion question);

    /// <summary>Gives back what a lock has taken; durable when it returns. The key never locks again.</summary>
    [Alias("release")]
    Task ReleaseAsync(string caseId, string lockKey);

    /// <summary>
    /// The first time at which all of some recommendations may be changed together; none before the end of the approval is
    /// that end. Refused only for an order to stop.
    /// </summary>
    /// <param name="members">StoredRecommendation messages.</param>
    /// <param name="validUntilUtc">Until when the approval is good.</param>
    [Alias("window")]
    Task<WindowAnswer> FindWindowAsync(byte[][] members, DateTimeOffset validUntilUtc);

    /// <summary>Who has stopped changes of one of these, and why; null when nobody has.</summary>
    /// <param name="members">StoredRecommendation messages.</param>
    [Alias("why-stopped")]
    Task<string?> WhyStoppedAsync(byte[][] members);

    /// <summary>Stops changes; durable when it returns the stored order. Changes under way hear of it soon after.</summary>
    /// <param name="request">A StopChangesRequest message that was checked.</param>
    /// <param name="actor">Who stops them.</param>
    [Alias("stop")]
    Task<StopAnswer> StopAsync(byte[] request, string actor);

    /// <summary>Takes an order back; false when there is none of that id. Durable when it returns.</summary>
    [Alias("resume")]
    Task<bool> ResumeAsync(string orderId, string actor);

    /// <summary>Orders that hold, as StopOrder messages, the oldest first.</summary>
    [Alias("stops")]
    Task<byte[][]> ListStopsAsync();

    /// <summary>Why a change waits, on whom, and what that costs: an ExplainResponse message.</summary>
    [Alias("explain")]
    Task<byte[]> ExplainAsync(ExplainQuestion question);

    /// <summary>Makes sure that changes which are due are woken. Cheap when they are.</summary>
    [Alias("watch")]
    Task WatchAsync();
}
