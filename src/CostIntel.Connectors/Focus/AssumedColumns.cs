using System.Text;

namespace CostIntel.Connectors.Focus;

/// <summary>Values the caller vouches for, in place of columns the file lacks.</summary>
internal static class AssumedColumns
{
    /// <summary>The values by column, for the columns the file lacks.</summary>
    /// <exception cref="StatementFileException">A name is not that of a column rows are made of.</exception>
    public static IReadOnlyDictionary<FocusColumn, byte[]> Of(
        string file, FocusHeader header, IReadOnlyDictionary<string, string> assumed, WarningLog warnings)
    {
        var values = new Dictionary<FocusColumn, byte[]>();
        foreach (var (name, value) in assumed)
        {
            if (FocusColumns.Find(name)?.Column is not { } column)
            {
                throw new StatementFileException(
                    file, null, name, "no value can be assumed for it: rows are not made of it");
            }

            if (header.Has(column))
            {
                warnings.Add($"Column {column} is in the file; the value assumed for it is not used.");
            }
            else
            {
                values[column] = Encoding.UTF8.GetBytes(value);
            }
        }

        return values;
    }
}
