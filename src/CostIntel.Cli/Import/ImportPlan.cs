using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Import;

/// <summary>What is to be imported, and how.</summary>
/// <param name="ImportId">Idempotency key.</param>
/// <param name="Source">The system the statement comes from.</param>
/// <param name="Scope">Rows or whole period.</param>
/// <param name="BatchRows">Rows per batch.</param>
internal sealed record ImportPlan(string ImportId, string Source, ImportScope Scope, int BatchRows);
