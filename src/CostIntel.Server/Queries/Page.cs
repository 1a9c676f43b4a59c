using System.Buffers.Binary;
using System.Buffers.Text;
using CostIntel.Server.Errors;

namespace CostIntel.Server.Queries;

/// <summary>One page of a list; its token holds where it starts and of which request it is.</summary>
internal readonly record struct Page(int Start, int Size, ulong Fingerprint)
{
    private const int TokenBytes = sizeof(int) + sizeof(ulong);

    /// <summary>Reads the paging fields of a request.</summary>
    public static Page Of(int size, string token, int sizeDefault, int sizeMax, ulong fingerprint)
    {
        Require.That(size >= 0 && size <= sizeMax, $"page_size is {size}; it must be 0 to {sizeMax}.");
        return new Page(StartOf(token, fingerprint), size == 0 ? sizeDefault : size, fingerprint);
    }

    /// <summary>The page's items.</summary>
    public IEnumerable<T> Of<T>(IReadOnlyList<T> items) => items.Skip(Start).Take(Size);

    /// <summary>The token of the next page; empty when this is the last.</summary>
    public string NextToken(int count)
    {
        if (Start + Size >= count)
        {
            return "";
        }

        Span<byte> bytes = stackalloc byte[TokenBytes];
        BinaryPrimitives.WriteInt32BigEndian(bytes, Start + Size);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[sizeof(int)..], Fingerprint);
        return Base64Url.EncodeToString(bytes);
    }

    private static int StartOf(string token, ulong fingerprint)
    {
        if (token.Length == 0)
        {
            return 0;
        }

        Span<byte> bytes = stackalloc byte[TokenBytes];
        if (!Base64Url.TryDecodeFromChars(token, bytes, out var length) || length != TokenBytes)
        {
            throw Require.Invalid("page_token is not one that this service gave out.");
        }

        Require.That(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[sizeof(int)..]) == fingerprint,
            "page_token belongs to another request; only page_size may change from page to page.");
        return Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(bytes));
    }
}
