using System.Text;
using CostIntel.Connectors.Csv;

namespace CostIntel.Connectors.Focus;

/// <summary>Reads the first row of a file and decides whether the rest can be understood.</summary>
internal static class HeaderReader
{
    /// <summary>Reads the header and checks format and columns.</summary>
    /// <exception cref="StatementFileException">The file is not FOCUS, or required columns are missing.</exception>
    public static async Task<FocusHeader> ReadAsync(
        string file, CsvReader reader, StatementFileOptions options, CancellationToken cancellationToken)
    {
        try
        {
            if (await reader.FillAsync(cancellationToken) && reader.Buffered.IsEmpty)
            {
                await reader.FillAsync(cancellationToken); // tells a broken file from an empty one
            }

            CheckText(file, reader);
            while (!reader.TryRead())
            {
                if (!await reader.FillAsync(cancellationToken))
                {
                    throw new StatementFileException(file, 0, "", "the file has no header");
                }
            }
        }
        catch (CsvException failure)
        {
            throw new StatementFileException(file, 0, "", failure.Message, failure.InnerException);
        }

        Utf8Check.ThrowIfBroken(file, 0, reader.Row, []);
        var header = FocusHeader.Read(file, NamesOf(reader.Row));
        CheckFormat(file, header, options);
        CheckColumns(file, header, options.Assumed);
        return header;
    }

    private static void CheckText(string file, CsvReader reader)
    {
        if (reader.Buffered.StartsWith(Encoding.UTF8.Preamble))
        {
            reader.Skip(Encoding.UTF8.Preamble.Length);
        }

        if (FormatDetection.WhyNotText(reader.Buffered) is { } reason)
        {
            throw new StatementFileException(file, null, "", reason);
        }
    }

    private static string[] NamesOf(CsvRow row)
    {
        byte[] scratch = [];
        var names = new string[row.Count];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = Encoding.UTF8.GetString(row.Value(i, ref scratch));
        }

        return names;
    }

    private static void CheckFormat(string file, FocusHeader header, StatementFileOptions options)
    {
        if (options.Format == StatementFormat.Auto && FormatDetection.WhyNotFocus(header) is { } reason)
        {
            throw new StatementFileException(file, 0, "", reason);
        }
    }

    // All at once: nobody wants to learn of twelve missing columns in twelve attempts.
    private static void CheckColumns(string file, FocusHeader header, IReadOnlyDictionary<string, string> assumed)
    {
        bool IsGiven(FocusColumn column) =>
            header.Has(column) || assumed.Keys.Contains(column.ToString(), StringComparer.OrdinalIgnoreCase);

        var missing = FocusColumns.Required.Where(column => !IsGiven(column))
            .Select(column => column.ToString()).ToList();
        if (!IsGiven(FocusColumn.ProviderName) && !IsGiven(FocusColumn.ServiceProviderName))
        {
            missing.Add("ServiceProviderName (or ProviderName)");
        }

        if (missing.Count > 0)
        {
            var what = missing.Count == 1 ? "the column is missing" : "these columns are missing";
            var example = $"--assume {missing[0].Split(' ')[0]}=Value";
            throw new StatementFileException(file, 0, string.Join(", ", missing),
                $"{what}; where one value holds for the whole file, state it with {example}");
        }
    }
}
