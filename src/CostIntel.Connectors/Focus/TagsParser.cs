using System.Text;
using System.Text.Json;

namespace CostIntel.Connectors.Focus;

/// <summary>
/// Reads a flat JSON object of tags. Numbers and booleans become their JSON text (a tag without a value is <c>true</c>
/// in FOCUS), null becomes an empty text; the outer braces may be missing, as in Azure exports.
/// </summary>
internal sealed class TagsParser(Utf8Strings strings)
{
    private readonly List<KeyValuePair<string, string>> _tags = [];
    private byte[] _braced = [];

    /// <summary>The tags ordered by key (ordinal), or a reason why there are none.</summary>
    public KeyValuePair<string, string>[] Parse(ReadOnlySpan<byte> json, out string? reason)
    {
        json = json.Trim(" \t\r\n"u8);
        _tags.Clear();
        reason = null;
        if (json.IsEmpty)
        {
            return [];
        }

        try
        {
            reason = Read(json[0] == '"' ? Braced(json) : json) ?? Sort();
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: an escape that is half a surrogate pair.
            reason = $"{Shown.Text(json)} is not valid JSON";
        }

        return reason is null ? [.. _tags] : [];
    }

    private ReadOnlySpan<byte> Braced(ReadOnlySpan<byte> json)
    {
        if (_braced.Length < json.Length + 2)
        {
            _braced = new byte[json.Length + 2];
        }

        _braced[0] = (byte)'{';
        json.CopyTo(_braced.AsSpan(1));
        _braced[json.Length + 1] = (byte)'}';
        return _braced.AsSpan(0, json.Length + 2);
    }

    private string? Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return $"{Shown.Text(json)} is not a JSON object";
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var key = Text(ref reader);
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                return $"the value of key {Shown.Text(key)} is not a plain value";
            }

            _tags.Add(new(key, reader.TokenType == JsonTokenType.Null ? "" : Text(ref reader)));
        }

        reader.Read(); // nothing may follow the object
        return null;
    }

    private string? Sort()
    {
        _tags.Sort(static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        for (var i = 1; i < _tags.Count; i++)
        {
            if (_tags[i].Key == _tags[i - 1].Key)
            {
                return $"key {Shown.Text(_tags[i].Key)} occurs twice";
            }
        }

        return null;
    }

    private string Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.PropertyName or JsonTokenType.String when reader.ValueIsEscaped => reader.GetString()!,
        JsonTokenType.PropertyName or JsonTokenType.String => strings.Get(reader.ValueSpan),
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    };
}
