using System.Text;

namespace CostIntel.Connectors.Focus;

/// <summary>A bounded store of strings by their UTF-8 form: most rows repeat the same few texts.</summary>
/// <remarks>Each place holds one string; a newcomer with the same place takes it over.</remarks>
internal sealed class Utf8Strings
{
    private const int Places = 16_384;
    private const int KeptBytesMax = 200;

    private readonly (byte[]? Bytes, string Text)[] _kept = new (byte[]?, string)[Places];

    /// <summary>The string for the bytes, the same object as before where it is still held.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return "";
        }

        if (utf8.Length > KeptBytesMax)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        ref var place = ref _kept[ContentHash.Of(utf8) % Places];
        if (place.Bytes is null || !utf8.SequenceEqual(place.Bytes))
        {
            place = (utf8.ToArray(), Encoding.UTF8.GetString(utf8));
        }

        return place.Text;
    }
}
