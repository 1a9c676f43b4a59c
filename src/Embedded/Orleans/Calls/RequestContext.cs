namespace Orleans.Runtime;

/// <summary>
/// Values that travel with calls: what is set here reaches the grains called afterwards and those that they call, and
/// never comes back. Values must be immutable.
/// </summary>
public static class RequestContext
{
    private static readonly AsyncLocal<Dictionary<string, object>?> Values = new();

    // Most processes never set a value; then no call needs to look.
    private static volatile bool _used;

    /// <summary>The keys that are set.</summary>
    public static IEnumerable<string> Keys => Values.Value?.Keys ?? Enumerable.Empty<string>();

    /// <summary>All that is set.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries =>
        Values.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    /// <summary>The value under <paramref name="key"/>, or null.</summary>
    public static object? Get(string key) => _used ? Values.Value?.GetValueOrDefault(key) : null;

    /// <summary>Sets a value for this flow of control and the calls that it makes.</summary>
    public static void Set(string key, object value)
    {
        _used = true;
        Values.Value = new(Values.Value ?? [], StringComparer.Ordinal) { [key] = value };
    }

    /// <summary>Takes a value away; says whether it was there.</summary>
    public static bool Remove(string key)
    {
        if (Values.Value is not { } now || !now.ContainsKey(key))
        {
            return false;
        }

        Values.Value = new(now.Where(pair => pair.Key != key), StringComparer.Ordinal);
        return true;
    }

    /// <summary>Takes all values away.</summary>
    public static void Clear()
    {
        if (_used)
        {
            Values.Value = null;
        }
    }

    /// <summary>What a call takes along; the dictionary is never changed again, so it is shared.</summary>
    internal static Dictionary<string, object>? Capture() => _used ? Values.Value : null;

    internal static void Install(Dictionary<string, object> values) => Values.Value = values;
}
