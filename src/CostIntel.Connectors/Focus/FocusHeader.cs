namespace CostIntel.Connectors.Focus;

/// <summary>The header of a file, understood: which value of a row is what.</summary>
internal sealed class FocusHeader
{
    private readonly int[] _valueOf = new int[Enum.GetValues<FocusColumn>().Length];
    private readonly List<(int Index, string Name)> _attributes = [];
    private readonly List<ColumnInfo?> _infos = [];
    private readonly List<string> _names = [];
    private readonly List<string> _warnings = [];

    private FocusHeader() => Array.Fill(_valueOf, -1);

    /// <summary>The header's names as written, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>Columns kept with the series under their own names.</summary>
    public IReadOnlyList<(int Index, string Name)> Attributes => _attributes;

    /// <summary>Oddities that were put up with.</summary>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>The oldest version that has all the columns; see <see cref="FocusVersion"/>.</summary>
    public FocusVersion Version { get; private set; }

    /// <summary>What FOCUS says about the column of each value; null when it is a custom one.</summary>
    public IReadOnlyList<ColumnInfo?> Infos => _infos;

    /// <summary>The place of a column in a row, or -1 when the file lacks it.</summary>
    public int IndexOf(FocusColumn column) => _valueOf[(int)column];

    /// <summary>Whether the file has the column.</summary>
    public bool Has(FocusColumn column) => IndexOf(column) >= 0;

    /// <summary>Reads the names of a header row.</summary>
    /// <exception cref="StatementFileException">A name occurs twice.</exception>
    public static FocusHeader Read(string file, IReadOnlyList<string> names)
    {
        var header = new FocusHeader();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < names.Count; i++)
        {
            var name = names[i].Trim();
            var info = FocusColumns.Find(name);
            if (name.Length > 0 && !seen.TryAdd(info?.Name ?? name, i))
            {
                var reason = $"the name occurs twice, as column {seen[info?.Name ?? name] + 1} and as column {i + 1}";
                throw new StatementFileException(file, 0, name, reason);
            }

            header.Add(i, name, info);
        }

        header.Version = header.DetectVersion();
        return header;
    }

    private void Add(int index, string name, ColumnInfo? info)
    {
        _names.Add(name);
        _infos.Add(info);
        if (name.Length == 0)
        {
            _warnings.Add($"Column {index + 1} has no name; its values are left out.");
            return;
        }

        if (info is not null && info.Name != name)
        {
            _warnings.Add($"Column {name} is taken as {info.Name}; FOCUS names are case-sensitive.");
        }

        if (info?.Column is { } column)
        {
            _valueOf[(int)column] = index;
        }

        if (info is null || info.Use == ColumnUse.Attribute)
        {
            _attributes.Add((index, info?.Name ?? name));
        }
    }

    private FocusVersion DetectVersion()
    {
        var newest = _infos.Max(info => info?.Since) ?? FocusVersion.Preview10;
        return newest == FocusVersion.V13 && !Has(FocusColumn.ProviderName) && Has(FocusColumn.ServiceProviderName)
            ? FocusVersion.V14
            : newest;
    }
}
