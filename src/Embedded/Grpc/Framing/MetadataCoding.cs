using Grpc.Core;

namespace Grpc.Framing;

/// <summary>Metadata as HTTP headers: binary values as base64, everything of the protocol itself left out.</summary>
internal static class MetadataCoding
{
    /// <summary>Adds one header line; a binary one may hold several values, parted by commas.</summary>
    public static void Decode(Metadata target, string name, string value)
    {
#pragma warning disable CA1308 // HTTP/2 field names are lower case
        var key = name.ToLowerInvariant();
#pragma warning restore CA1308
        if (IsOfTheProtocol(key) || !Metadata.Entry.IsKey(key))
        {
            return;
        }

        if (!key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal))
        {
            target.Add(key, value);
            return;
        }

        foreach (var part in value.Split(',', StringSplitOptions.TrimEntries))
        {
            target.Add(key, FromBase64(key, part));
        }
    }

    public static string Encode(Metadata.Entry entry)
    {
        if (entry.IsBinary)
        {
            return Convert.ToBase64String(entry.ValueBytes).TrimEnd('=');
        }

        return entry.Value.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0
            ? entry.Value
            : throw new InvalidOperationException(
                $"The metadata '{entry.Key}' holds other than printable ASCII; use a key that ends in -bin for bytes.");
    }

    /// <summary>Whether a key is sent as it is; the protocol's own ones are not the caller's to set.</summary>
    public static bool IsSent(Metadata.Entry entry) =>
        entry.Key != Wire.CompressRequestKey && !IsOfTheProtocol(entry.Key);

    private static bool IsOfTheProtocol(string key) =>
        key.Length == 0 || key[0] == ':' || key is
            "te" or "content-type" or "content-length" or "host" or "transfer-encoding" or "connection" or
            Wire.TimeoutHeader or Wire.EncodingHeader or Wire.AcceptEncodingHeader or
            Wire.StatusHeader or Wire.MessageHeader;

    private static byte[] FromBase64(string name, string text)
    {
        try
        {
            return Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
        }
        catch (FormatException failure)
        {
            throw new RpcException(new Status(
                StatusCode.Internal, $"The metadata '{name}' does not hold base64.", failure));
        }
    }
}
