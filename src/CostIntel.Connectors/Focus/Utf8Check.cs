using System.Text.Unicode;
using CostIntel.Connectors.Csv;

namespace CostIntel.Connectors.Focus;

/// <summary>Refuses bytes that are not UTF-8: another encoding would be wrong in more places than show.</summary>
internal static class Utf8Check
{
    /// <summary>Checks one row.</summary>
    /// <exception cref="StatementFileException">A value is not UTF-8; names its column.</exception>
    public static void ThrowIfBroken(string file, long rowNumber, CsvRow row, IReadOnlyList<string> names)
    {
        if (Utf8.IsValid(row.Bytes))
        {
            return;
        }

        for (var i = 0; i < row.Count; i++)
        {
            if (!Utf8.IsValid(row.Raw(i, i)))
            {
                var column = i < names.Count ? names[i] : $"{i + 1}";
                throw new StatementFileException(file, rowNumber, column,
                    $"the value {Shown.Text(row.Raw(i, i))} is not UTF-8; save the file as UTF-8");
            }
        }
    }
}
