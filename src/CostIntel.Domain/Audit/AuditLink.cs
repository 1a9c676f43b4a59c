namespace CostIntel.Domain.Audit;

/// <summary>An entry as it is kept.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="Payload">Its canonical bytes.</param>
/// <param name="Hash">Of the chain up to and with it, lower case hex.</param>
public sealed record AuditLink(long Sequence, byte[] Payload, string Hash)
{
    /// <summary>Its number and hash.</summary>
    public AuditMark Mark => new(Sequence, Hash);
}

/// <summary>A place in the chain: its end, a checkpoint, or what somebody has noted elsewhere.</summary>
/// <param name="Sequence">Number of the entry; 0 for the start.</param>
/// <param name="Hash">Of the chain up to and with it, lower case hex.</param>
public sealed record AuditMark(long Sequence, string Hash)
{
    private const int HashLength = 64;

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out AuditMark mark)
    {
        mark = new(0, "");
        var parts = text?.Trim().Split(':') ?? [];
        if (parts.Length != 2 || !long.TryParse(parts[0], out var sequence) || sequence < 0 || !IsHash(parts[1].ToLowerInvariant()))
        {
            return false;
        }

        mark = new(sequence, parts[1].ToLowerInvariant());
        return true;
    }

    /// <summary>True when a text is 64 digits of lower case hex.</summary>
    public static bool IsHash(string text) => text.Length == HashLength && text.All(c => c is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    /// <inheritdoc/>
    public override string ToString() => $"{Sequence}:{Hash}";
}
