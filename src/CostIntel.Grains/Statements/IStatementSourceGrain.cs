namespace CostIntel.Grains.Statements;

/// <summary>
/// One source of statements of one tenant: counts its imports one after the other, since each is a comparison with
/// what the ones before have said. Keyed by tenant and source.
/// </summary>
[Alias("costintel.statement-source")]
public interface IStatementSourceGrain : IGrainWithStringKey
{
    /// <summary>Queues a sealed import; one that is queued, under way or done changes nothing.</summary>
    [Alias("commit")]
    Task CommitAsync(string importId);

    /// <summary>How far an import has come.</summary>
    [Alias("status")]
    Task<ImportStatus> GetStatusAsync(string importId);
}

/// <summary>How far an import has come.</summary>
/// <param name="ComparedRows">Rows compared with what earlier statements said.</param>
/// <param name="IsDone">True when everything of it counts.</param>
/// <param name="Failure">Why it stopped; null when it did not. It is tried again with the next commit.</param>
[GenerateSerializer, Immutable, Alias("costintel.import-status")]
public sealed record ImportStatus(
    [property: Id(0)] long ComparedRows,
    [property: Id(1)] bool IsDone,
    [property: Id(2)] string? Failure);
