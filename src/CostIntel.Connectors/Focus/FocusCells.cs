using CostIntel.Connectors.Csv;

namespace CostIntel.Connectors.Focus;

/// <summary>The values of the current row by column: from the file, or assumed where it lacks the column.</summary>
internal sealed class FocusCells(FocusHeader header, IReadOnlyDictionary<FocusColumn, byte[]> assumed, CsvRow row)
{
    private byte[] _scratch = [];

    /// <summary>The header behind it.</summary>
    public FocusHeader Header => header;

    /// <summary>The row behind it.</summary>
    public CsvRow Row => row;

    /// <summary>The value of a column, empty for null; valid until the next call.</summary>
    /// <remarks>Real files write null as nothing, as NULL and as null, even side by side.</remarks>
    public ReadOnlySpan<byte> this[FocusColumn column]
    {
        get
        {
            var index = header.IndexOf(column);
            return index >= 0 ? At(index) : assumed.TryGetValue(column, out var value) ? value : [];
        }
    }

    /// <summary>The value at a place, empty for null; valid until the next call.</summary>
    public ReadOnlySpan<byte> At(int index)
    {
        var value = row.Value(index, ref _scratch);
        return value.Length == 4 && (value.SequenceEqual("NULL"u8) || value.SequenceEqual("null"u8)) ? [] : value;
    }
}
