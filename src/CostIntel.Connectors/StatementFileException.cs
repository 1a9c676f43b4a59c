namespace CostIntel.Connectors;

/// <summary>A statement that cannot be read, or cannot be read any further. Rows returned before it stand.</summary>
public sealed class StatementFileException : Exception
{
    internal StatementFileException(string file, long? row, string column, string reason, Exception? inner = null)
        : base(Describe(file, row, column, reason), inner) => (File, Row, Column, Reason) = (file, row, column, reason);

    /// <summary>The name of the file, as it was given.</summary>
    public string File { get; }

    /// <summary>The row reached: 0 is the header, 1 the first row after it; null before any.</summary>
    public long? Row { get; }

    /// <summary>The column at fault, or several with commas between; empty when it is none of them.</summary>
    public string Column { get; }

    /// <summary>What happened, without the place.</summary>
    public string Reason { get; }

    private static string Describe(string file, long? row, string column, string reason)
    {
        // Spreadsheets call the header row 1; data rows are counted from the first one after it.
        var place = row switch
        {
            null => file,
            0 => $"{file}, row 1 (header)",
            _ => $"{file}, data row {row}",
        };
        return column.Length == 0 ? $"{place}: {reason}" : $"{place}, column {column}: {reason}";
    }
}
