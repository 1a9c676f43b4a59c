using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Import;

/// <summary>A batch and the file that all its rows are from.</summary>
/// <param name="Message">What is sent.</param>
/// <param name="File">The file's name, for people.</param>
internal sealed record FileBatch(StatementBatch Message, string File);
