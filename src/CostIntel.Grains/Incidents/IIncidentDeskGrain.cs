namespace CostIntel.Grains.Incidents;

/// <summary>
/// The incidents of one tenant, keyed by its canonical id: takes what detectors find and what people say, in one order.
/// What it has answered to is durable. Incidents and rules travel in their stored form.
/// </summary>
[Alias("costintel.incident-desk")]
public interface IIncidentDeskGrain : IGrainWithStringKey
{
    /// <summary>Takes findings; those it has taken before change nothing.</summary>
    [Alias("report")]
    Task ReportAsync(FindingReport report);

    /// <summary>Does what somebody wants about an incident.</summary>
    [Alias("command")]
    Task<DeskAnswer> CommandAsync(IncidentCommand command);

    /// <summary>Puts something announced into the timeline of the open incidents where it has effects.</summary>
    /// <returns>How many have it, those that had it before included.</returns>
    [Alias("annotate")]
    Task<int> AnnotateAsync(Annotation annotation);

    /// <summary>Adds the causes that a search has found.</summary>
    [Alias("explain")]
    Task ExplainAsync(string incidentId, ReadOnlyMemory<byte> explained);

    /// <summary>The rules.</summary>
    [Alias("rules")]
    Task<ReadOnlyMemory<byte>> GetRulesAsync();

    /// <summary>Changes the rules.</summary>
    [Alias("change-rules")]
    Task<DeskAnswer> ChangeRulesAsync(RuleCommand command);

    /// <summary>Sequence of the last event.</summary>
    [Alias("head")]
    Task<long> HeadAsync();
}
