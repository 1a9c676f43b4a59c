using CostIntel.Storage.Audit;
using CostIntel.Storage.Desks;
using CostIntel.Storage.Statements;
using CostIntel.Storage.UsageLog;
using CostIntel.Storage.Workflow;

namespace CostIntel.Storage.Tests;

/// <summary>A store of the test's own, which can be closed and opened again.</summary>
public interface IStoreUnderTest : IAsyncDisposable
{
    IUsageLog Log { get; }

    IStatementStore Statements { get; }

    DeskStores Desks { get; }

    IAuditStore Audit { get; }

    ICaseStore Cases { get; }

    Task ReopenAsync();
}
