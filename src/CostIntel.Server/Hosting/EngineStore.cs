using CostIntel.Storage.Audit;
using CostIntel.Storage.Desks;
using CostIntel.Storage.Statements;
using CostIntel.Storage.UsageLog;
using CostIntel.Storage.Workflow;

namespace CostIntel.Server.Hosting;

/// <summary>Where the engine keeps what must not be lost.</summary>
internal sealed class EngineStore : IAsyncDisposable
{
    /// <summary>The usage log.</summary>
    public required IUsageLog Log { get; init; }

    /// <summary>Imports and statement books.</summary>
    public required IStatementStore Statements { get; init; }

    /// <summary>Incidents and recommendations, and what happened to them.</summary>
    public required DeskStores Desks { get; init; }

    /// <summary>Who wanted what, and what became of it.</summary>
    public required IAuditStore Audit { get; init; }

    /// <summary>Changes, and what happened to them.</summary>
    public required ICaseStore Cases { get; init; }

    /// <summary>The number of partitions that was fixed at first start.</summary>
    public required int Partitions { get; init; }

    /// <summary>What else the host's services need of it, registered by the one that opened it.</summary>
    public required Action<IServiceCollection> Register { get; init; }

    /// <summary>Closes it, in this order.</summary>
    public required IReadOnlyList<IAsyncDisposable> Parts { get; init; }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in Parts)
        {
            await part.DisposeAsync();
        }
    }
}
