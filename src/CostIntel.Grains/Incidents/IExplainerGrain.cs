namespace CostIntel.Grains.Incidents;

/// <summary>Finds out what the incidents of one account are due to. Keyed by the account's canonical key.</summary>
[Alias("costintel.explainer")]
public interface IExplainerGrain : IGrainWithStringKey
{
    /// <summary>Asks all resources of the place how their cost has changed, and tells the desk what explains it.</summary>
    [Alias("explain")]
    Task ExplainAsync(ExplainRequest request);
}

/// <summary>An incident that wants to be explained.</summary>
/// <param name="Incident">A StoredIncident message.</param>
[GenerateSerializer, Immutable, Alias("costintel.explain-request")]
public sealed record ExplainRequest([property: Id(0)] ReadOnlyMemory<byte> Incident);
