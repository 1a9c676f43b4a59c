using System.Text;

namespace CostIntel.Domain.Notifications;

/// <summary>Names of what can happen, reverse-DNS and with a version, as CloudEvents have them.</summary>
public static class EventTypes
{
    /// <summary>What somebody sends to try a channel.</summary>
    public const string Test = "io.costintel.test.v1";

    /// <summary>Several events in one.</summary>
    public const string Digest = "io.costintel.digest.v1";

    /// <summary>An event that could not be read; only ever a dead letter.</summary>
    public const string Unreadable = "io.costintel.unreadable.v1";

    private const string Prefix = "io.costintel.";
    private const string Version = ".v1";

    /// <summary>The type of something that happened to a kind of thing: <c>Of("anomaly", IncidentChange.Opened)</c>.</summary>
    public static string Of<TChange>(string kind, TChange change)
        where TChange : struct, Enum => $"{Prefix}{kind}.{NameOf(change)}{Version}";

    /// <summary>A value's name as types and templates have it: <c>rolled_back</c>.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => Snake(value.ToString());

    /// <summary>True for a whole type, or for one that ends in <c>.*</c> and stands for all that begin like it.</summary>
    public static bool IsPattern(string pattern) =>
        pattern == "*"
        || (pattern.StartsWith(Prefix, StringComparison.Ordinal)
            && pattern.Length > Prefix.Length
            && pattern.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '_' or '*')
            && pattern.IndexOf('*') is var star
            && (star < 0 || (star == pattern.Length - 1 && pattern[^2] == '.')));

    /// <summary>True when the pattern stands for the type.</summary>
    public static bool Matches(string pattern, string type) => pattern.EndsWith('*')
        ? type.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal)
        : pattern == type;

    private static string Snake(string name)
    {
        var text = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
