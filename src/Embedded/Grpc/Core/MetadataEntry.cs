using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with its text or bytes.</summary>
    public sealed class Entry
    {
        private static readonly SearchValues<char> KeyCharacters =
            SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789._-");

        private readonly string? _text;
        private readonly byte[]? _bytes;

        /// <summary>Text under a key that does not end in <c>-bin</c>.</summary>
        /// <exception cref="ArgumentException">The key holds other characters than letters, digits, . _ -</exception>
        public Entry(string key, string value)
        {
            Key = Normalized(key);
            _text = !IsBinary
                ? value
                : throw new ArgumentException($"'{key}' ends in -bin, so its value must be bytes.", nameof(key));
        }

        /// <summary>Bytes under a key that ends in <c>-bin</c>; they are copied.</summary>
        /// <exception cref="ArgumentException">The key does not end in <c>-bin</c> or is no valid key.</exception>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalized(key);
            _bytes = IsBinary
                ? valueBytes.AsSpan().ToArray()
                : throw new ArgumentException($"'{key}' must end in -bin to hold bytes.", nameof(key));
        }

        /// <summary>The key in lower case.</summary>
        public string Key { get; }

        /// <summary>Whether the value is bytes.</summary>
        public bool IsBinary => Key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        /// <summary>The text.</summary>
        /// <exception cref="InvalidOperationException">The value is bytes.</exception>
        public string Value => _text ?? throw new InvalidOperationException($"'{Key}' holds bytes, not text.");

        /// <summary>The bytes (a copy), or the ASCII bytes of the text.</summary>
        public byte[] ValueBytes => _bytes?.AsSpan().ToArray() ?? Encoding.ASCII.GetBytes(_text!);

        /// <inheritdoc/>
        public override string ToString() =>
            _text is null ? $"[Entry: key={Key}, valueBytes={_bytes!.Length}]" : $"[Entry: key={Key}, value={_text}]";

        internal static bool IsKey(string lower) => lower.AsSpan().IndexOfAnyExcept(KeyCharacters) < 0;

        private static string Normalized(string key)
        {
            ArgumentException.ThrowIfNullOrEmpty(key);
#pragma warning disable CA1308 // HTTP/2 field names are lower case
            var lower = key.ToLowerInvariant();
#pragma warning restore CA1308
            return IsKey(lower)
                ? lower
                : throw new ArgumentException($"'{key}' is no metadata key: only letters, digits, . _ - may occur.");
        }
    }
}
