using System.Net;
using System.Text;
using System.Text.Json;

namespace CostIntel.Domain.Notifications;

/// <summary>
/// A text in which <c>{{field}}</c> stands for a field of a notice. What is filled in is escaped for the text's media type,
/// so that no field can break out of its place.
/// </summary>
public sealed class NoticeTemplate
{
    /// <summary>Most characters of a template.</summary>
    public const int LengthMax = 8_192;

    private const string Open = "{{";
    private const string Close = "}}";

    private static readonly string[] Known =
    [
        "id", "type", "time", "tenant", "subject", "summary", "text", "actor", "state", "change", "severity", "provider",
        "account", "service", "region", "resource", "currency", "amount", "data",
    ];

    private readonly List<(string Text, bool IsField)> _parts;

    private NoticeTemplate(List<(string, bool)> parts) => _parts = parts;

    /// <summary>Reads a template.</summary>
    /// <exception cref="FormatException">It is wrong; the message says where and why.</exception>
    public static NoticeTemplate Parse(string text)
    {
        if (text.Length is 0 or > LengthMax)
        {
            throw new FormatException($"template has {text.Length} characters; it must have 1 to {LengthMax}.");
        }

        var parts = new List<(string, bool)>();
        var position = 0;
        for (var open = Next(text, position); open >= 0; open = Next(text, position))
        {
            var close = text.IndexOf(Close, open, StringComparison.Ordinal);
            var name = close < 0 ? "" : text[(open + Open.Length)..close].Trim();
            if (!Known.Contains(name))
            {
                throw new FormatException(close < 0
                    ? $"template: the '{Open}' at character {open + 1} has no '{Close}'."
                    : $"template: '{name}' at character {open + 1} is no field; known are {string.Join(", ", Known)}.");
            }

            parts.Add((text[position..open], false));
            parts.Add((name, true));
            position = close + Close.Length;
        }

        parts.Add((text[position..], false));
        return new(parts);
    }

    /// <summary>Fills in the fields of a notice.</summary>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="notice">The notice; fields that it has not are empty.</param>
    /// <param name="contentType">The text's media type: JSON and HTML are escaped.</param>
    public string Render(string tenant, Notice notice, string contentType)
    {
        var isJson = contentType.Contains("json", StringComparison.OrdinalIgnoreCase);
        var isMarkup = contentType.Contains("html", StringComparison.OrdinalIgnoreCase)
            || contentType.Contains("xml", StringComparison.OrdinalIgnoreCase);
        var text = new StringBuilder();
        foreach (var (part, isField) in _parts)
        {
            text.Append((isField, part) switch
            {
                (false, _) => part,
                // An object stays one.
                (_, "data") when isJson => notice.Data,
                _ when isJson => JsonEncodedText.Encode(ValueOf(part, tenant, notice)).ToString(),
                _ when isMarkup => WebUtility.HtmlEncode(ValueOf(part, tenant, notice)),
                _ => ValueOf(part, tenant, notice),
            });
        }

        return text.ToString();
    }

    private static int Next(string text, int position) => text.IndexOf(Open, position, StringComparison.Ordinal);

    private static string ValueOf(string field, string tenant, Notice notice) => field switch
    {
        "id" => notice.Id,
        "type" => notice.Type,
        "time" => notice.AtUtc.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
        "tenant" => tenant,
        "subject" => notice.About,
        "summary" => notice.Summary,
        "data" => notice.Data,
        "severity" => notice.Severity?.ToString().ToLowerInvariant() ?? "",
        _ => notice.Fields.GetValueOrDefault(field, ""),
    };
}
