using CostIntel.Domain.Charges;

namespace CostIntel.Connectors.Focus;

/// <summary>
/// Gives rows with the same series columns the same <see cref="ChargeSeries"/>, by comparing their bytes. Bounded: two
/// places by hash, and the older gives way.
/// </summary>
/// <remarks>
/// Columns that only describe may hold a row's own value, such as a line number: rows would then share nothing. Such a
/// column shows by changing within one series; after <see cref="ChangesMax"/> changes it is no longer kept.
/// </remarks>
internal sealed class SeriesCache
{
    /// <summary>How often an attribute may change within its series before it is taken for a row's own value.</summary>
    internal const int ChangesMax = 64;

    private readonly FocusCells _cells;
    private readonly SeriesReader _reader;
    private readonly WarningLog _warnings;
    private readonly Entry?[] _entries;
    private readonly ByteRuns _identity;
    private readonly Dictionary<string, int> _changes = new(StringComparer.Ordinal);
    private ByteRuns _attributes;

    public SeriesCache(FocusCells cells, SeriesReader reader, WarningLog warnings, int keptMax)
    {
        (_cells, _reader, _warnings) = (cells, reader, warnings);
        _entries = new Entry?[Math.Max(2, keptMax / 2 * 2)];
        var infos = cells.Header.Infos;
        _identity = ByteRuns.Of(Enumerable.Range(0, infos.Count).Where(i => infos[i]?.Use == ColumnUse.Series));
        _attributes = ByteRuns.Of(reader.Attributes.Select(attribute => attribute.Index));
    }

    /// <summary>The series of the current row, or null and what is wrong with it.</summary>
    public ChargeSeries? Get(out FieldFault? fault)
    {
        var hash = _identity.Hash(_cells.Row);
        var place = (int)(hash % (ulong)(_entries.Length / 2)) * 2;
        var known = Find(place, hash);
        if (known is not null && _attributes.Match(_cells.Row, known.Attributes))
        {
            fault = null;
            return known.Series;
        }

        var series = _reader.Read(out fault);
        if (series is null)
        {
            return null;
        }

        Keep(place, known, new Entry(hash, _identity.Copy(_cells.Row), _attributes.Copy(_cells.Row), series));
        if (known is not null)
        {
            Compare(known.Series, series);
        }

        return series;
    }

    private Entry? Find(int place, ulong hash)
    {
        for (var i = place; i < place + 2; i++)
        {
            if (_entries[i] is { } entry && entry.Hash == hash && _identity.Match(_cells.Row, entry.Identity))
            {
                return entry;
            }
        }

        return null;
    }

    private void Keep(int place, Entry? replaced, Entry entry)
    {
        if (replaced is null || _entries[place] != replaced)
        {
            _entries[place + 1] = _entries[place];
        }

        _entries[place] = entry;
    }

    private void Compare(ChargeSeries before, ChargeSeries after)
    {
        foreach (var name in _reader.Attributes.Select(attribute => attribute.Name).ToList())
        {
            if (ValueOf(before, name) == ValueOf(after, name))
            {
                continue;
            }

            var changes = _changes.GetValueOrDefault(name) + 1;
            _changes[name] = changes;
            if (changes == ChangesMax)
            {
                LeaveOut(name);
            }
        }
    }

    private void LeaveOut(string name)
    {
        _reader.LeaveOut(name);
        _attributes = ByteRuns.Of(_reader.Attributes.Select(attribute => attribute.Index));
        Array.Clear(_entries);
        _warnings.Add($"Column {name} changes from row to row within one series of charges; it is no longer kept.");
    }

    private static string? ValueOf(ChargeSeries series, string name) =>
        series.Attributes.FirstOrDefault(attribute => attribute.Key == name).Value;

    private sealed record Entry(ulong Hash, byte[] Identity, byte[] Attributes, ChargeSeries Series);
}
