namespace CostIntel.Cli.Output;

/// <summary>Lines of comma-separated values, RFC 4180.</summary>
internal static class CsvLine
{
    public static string Of(IEnumerable<string> cells) => string.Join(',', cells.Select(Quoted));

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\r\n")
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;
}
