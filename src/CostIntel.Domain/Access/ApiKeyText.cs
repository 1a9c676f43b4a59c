using System.Globalization;
using CostIntel.Domain.Identity;

namespace CostIntel.Domain.Access;

/// <summary>
/// A key as its holder has it: <c>ci_TENANT_ID_SECRETsum</c>. The tenant and the id find its record; the last characters
/// are a checksum, so that a key that was cut or mistyped is told from one that is not known.
/// </summary>
/// <param name="Tenant">Whose key it is.</param>
/// <param name="KeyId">Names the key; not secret.</param>
/// <param name="Secret">32 characters of 5 bits each; never kept by the engine.</param>
public sealed record ApiKeyText(TenantId Tenant, string KeyId, string Secret)
{
    /// <summary>How many random bytes <see cref="Create"/> needs.</summary>
    public const int RandomBytes = IdBytes + SecretBytes;

    /// <summary>Those of them that name the key; they come first.</summary>
    public const int IdBytes = 10;

    private const string Prefix = "ci";
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789"; // 32 characters that are not taken for others
    private const int SecretBytes = 32;
    private const int SumLength = 4;

    /// <summary>Makes a key.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="random"><see cref="RandomBytes"/> bytes from a source that nobody can foresee.</param>
    public static ApiKeyText Create(TenantId tenant, ReadOnlySpan<byte> random) => random.Length == RandomBytes
        ? new(tenant, Letters(random[..IdBytes]), Letters(random[IdBytes..]))
        : throw new ArgumentException($"A key needs {RandomBytes} random bytes.", nameof(random));

    /// <summary>Reads a key; false for what is none, was cut or mistyped.</summary>
    public static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ApiKeyText? key)
    {
        key = null;
        var parts = text.Split('_');
        if (parts is not [Prefix, var tenantText, { Length: IdBytes } id, { Length: SecretBytes + SumLength } rest]
            || !TenantId.TryParse(tenantText, out var tenant))
        {
            return false;
        }

        var candidate = new ApiKeyText(tenant, id, rest[..SecretBytes]);
        key = candidate.Format() == text ? candidate : null;
        return key is not null;
    }

    /// <summary>The key's text; whoever has it is the principal.</summary>
    public string Format()
    {
        var body = $"{Prefix}_{Tenant}_{KeyId}_{Secret}";
        return body + Letters(PermanentHash.Hash128(System.Text.Encoding.UTF8.GetBytes(body)).AsSpan(0, SumLength));
    }

    /// <summary>Without the secret, so that it cannot get into a log by accident.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}_{Tenant}_{KeyId}_…");

    private static string Letters(ReadOnlySpan<byte> bytes)
    {
        Span<char> letters = stackalloc char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
        {
            letters[i] = Alphabet[bytes[i] % Alphabet.Length];
        }

        return new string(letters);
    }
}
