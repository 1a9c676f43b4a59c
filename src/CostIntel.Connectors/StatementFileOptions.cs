using System.Collections.Frozen;

namespace CostIntel.Connectors;

/// <summary>How a statement is read.</summary>
public sealed class StatementFileOptions
{
    /// <summary>The most bytes one row may have unless told otherwise: 16 MiB.</summary>
    public const int RowBytesMaxDefault = 16 * 1024 * 1024;

    /// <summary>The format, or <see cref="StatementFormat.Auto"/>.</summary>
    public StatementFormat Format { get; init; } = StatementFormat.Auto;

    /// <summary>
    /// Values that stand in for FOCUS columns the file lacks, by column name, written as they would be in the file.
    /// A column that the file has keeps its own values.
    /// </summary>
    public IReadOnlyDictionary<string, string> Assumed { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>The most bytes one row may have. Default 16 MiB; 1 to 1,073,741,823.</summary>
    public int RowBytesMax { get; init; } = RowBytesMaxDefault;

    /// <summary>How many charge series are kept for reuse. Default 32,768; at least 2. About 4 KB each.</summary>
    public int SeriesKeptMax { get; init; } = 32_768;
}
