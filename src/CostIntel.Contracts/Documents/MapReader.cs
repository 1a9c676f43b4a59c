namespace CostIntel.Contracts.Documents;

/// <summary>
/// Reads the fields of a group and notes what is wrong with them; reading goes on, so that all faults are told at once.
/// </summary>
internal sealed class MapReader(MapNode map, string path, List<DocumentFault> faults)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>The keys that it has, in the order of the document.</summary>
    public IEnumerable<string> Keys => map.Entries.Select(entry => entry.Key);

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="DocumentException">It is wrong.</exception>
    public static T ReadDocument<T>(string yaml, Func<MapReader, T> read)
    {
        var faults = new List<DocumentFault>();
        var reader = new MapReader(DocumentTree.Read(yaml), "", faults);
        var value = read(reader);
        reader.RefuseUnknown();
        return faults.Count == 0 ? value : throw new DocumentException([.. faults.OrderBy(fault => fault.Line)]);
    }

    /// <summary>A field; <paramref name="otherwise"/> when it is not there or wrong.</summary>
    public T Read<T>(string key, FieldKind<T> kind, T otherwise)
    {
        if (Find(key) is not { } node || node.IsNothing)
        {
            return otherwise;
        }

        try
        {
            return kind.Read(node);
        }
        catch (FormatException wrong)
        {
            Note(node.Line, key, wrong.Message);
            return otherwise;
        }
    }

    /// <summary>A field that must be there; <paramref name="meanwhile"/> when it is not or wrong, which is noted.</summary>
    public T Need<T>(string key, FieldKind<T> kind, T meanwhile)
    {
        if (Find(key) is not { IsNothing: false })
        {
            Note(map.Line, key, "The field is missing.");
        }

        return Read(key, kind, meanwhile);
    }

    /// <summary>A group of fields; null when it is not there.</summary>
    public MapReader? Map(string key)
    {
        switch (Find(key))
        {
            case null or { IsNothing: true }:
                return null;
            case MapNode found:
                return new(found, PathOf(key), faults);
            case var other:
                Note(other.Line, key, $"The value is {other.Kind}; expected is a group of fields.");
                return null;
        }
    }

    /// <summary>Reads each group of a list; nothing when it is not there. What a group does not know is refused.</summary>
    public IReadOnlyList<T> Each<T>(string key, Func<MapReader, T> read)
    {
        var node = Find(key);
        if (node is not ListNode list)
        {
            if (node is { IsNothing: false })
            {
                Note(node.Line, key, $"The value is {node.Kind}; expected is a list of groups.");
            }

            return [];
        }

        var values = new List<T>();
        foreach (var (item, index) in list.Items.Select((item, index) => (item, index)))
        {
            var place = $"{key}[{index}]";
            if (item is not MapNode group)
            {
                Note(item.Line, place, $"The value is {item.Kind}; expected is a group of fields.");
                continue;
            }

            var reader = new MapReader(group, PathOf(place), faults);
            values.Add(read(reader));
            reader.RefuseUnknown();
        }

        return values;
    }

    /// <summary>Notes that a field is wrong for a reason that shows only beside others.</summary>
    public void Refuse(string key, string reason) => Note(Find(key)?.Line ?? map.Line, key, reason);

    /// <summary>Notes every field that nobody has asked for.</summary>
    public void RefuseUnknown()
    {
        foreach (var entry in map.Entries.Where(entry => !_known.Contains(entry.Key)))
        {
            var known = string.Join(", ", _known.Order(StringComparer.Ordinal));
            Note(entry.Line, entry.Key, $"There is no such field here; known are {known}.");
        }
    }

    private DocumentNode? Find(string key)
    {
        _known.Add(key);
        return map.Entries.FirstOrDefault(entry => entry.Key == key)?.Value;
    }

    private string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    private void Note(int line, string key, string reason) => faults.Add(new(line, PathOf(key), reason));
}
