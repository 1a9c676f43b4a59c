using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace CostIntel.Domain.Notifications;

/// <summary>Signatures of Standard Webhooks 1.0: HMAC-SHA256 over <c>id.timestamp.body</c>.</summary>
public static class StandardWebhooks
{
    /// <summary>Names the message; the same on every attempt.</summary>
    public const string IdHeader = "webhook-id";

    /// <summary>When this attempt was made, Unix seconds.</summary>
    public const string TimestampHeader = "webhook-timestamp";

    /// <summary>One signature for each valid secret, separated by spaces.</summary>
    public const string SignatureHeader = "webhook-signature";

    /// <summary>Least length of a key.</summary>
    public const int KeyBytesMin = 24;

    /// <summary>Greatest length of a key.</summary>
    public const int KeyBytesMax = 64;

    /// <summary>How old, or how far ahead, a message may be when it is verified.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private const string SecretPrefix = "whsec_";
    private const string Version = "v1,";

    /// <summary>The text form of a key.</summary>
    public static string Format(byte[] key) => SecretPrefix + Convert.ToBase64String(key);

    /// <summary>Reads a key: <c>whsec_</c> and the base64 of 24 to 64 bytes.</summary>
    public static bool TryParse(string text, out byte[] key)
    {
        key = [];
        if (!text.StartsWith(SecretPrefix, StringComparison.Ordinal) || !Base64.IsValid(text.AsSpan(SecretPrefix.Length)))
        {
            return false;
        }

        key = Convert.FromBase64String(text[SecretPrefix.Length..]);
        return key.Length is >= KeyBytesMin and <= KeyBytesMax;
    }

    /// <summary>The value of the signature header.</summary>
    /// <param name="id">Names the message.</param>
    /// <param name="timeUtc">When this attempt is made.</param>
    /// <param name="body">What is sent.</param>
    /// <param name="keys">One signature each.</param>
    public static string Sign(string id, DateTimeOffset timeUtc, byte[] body, IEnumerable<byte[]> keys)
    {
        var signed = Signed(id, timeUtc.ToUnixTimeSeconds(), body);
        return string.Join(' ', keys.Select(key => Version + Convert.ToBase64String(HMACSHA256.HashData(key, signed))));
    }

    /// <summary>True when one of the signatures is the key's and the message is not old.</summary>
    public static bool Verify(string id, string timestamp, string signatures, byte[] body, byte[] key, DateTimeOffset nowUtc)
    {
        if (!long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(nowUtc.ToUnixTimeSeconds() - seconds) > Tolerance.TotalSeconds)
        {
            return false;
        }

        var expected = System.Text.Encoding.UTF8.GetBytes(Version + Convert.ToBase64String(HMACSHA256.HashData(key, Signed(id, seconds, body))));
        var isOne = false;
        foreach (var signature in signatures.Split(' '))
        {
            isOne |= CryptographicOperations.FixedTimeEquals(expected, System.Text.Encoding.UTF8.GetBytes(signature));
        }

        return isOne;
    }

    private static byte[] Signed(string id, long seconds, byte[] body) =>
        [.. System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{seconds}.")), .. body];
}
