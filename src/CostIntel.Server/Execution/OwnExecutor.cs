namespace CostIntel.Server.Execution;

/// <summary>An executor that the engine brings itself, for all tenants.</summary>
/// <param name="Name">How execution policies name it.</param>
/// <param name="Executor">It.</param>
internal sealed record OwnExecutor(string Name, IExecutor Executor);
