using System.Globalization;
using CostIntel.Domain.Identity;

namespace CostIntel.Domain.Ledger;

/// <summary>Names the cube of one account and month; the canonical form is the grain key.</summary>
/// <param name="Account">Whose costs.</param>
/// <param name="Month">Which month, see <see cref="LedgerTime.MonthOfDay"/>.</param>
public readonly record struct CubeKey(AccountKey Account, int Month)
{
    /// <summary>Reads the canonical form.</summary>
    /// <exception cref="FormatException">The text is not the canonical form of a cube key.</exception>
    public static CubeKey Parse(string text)
    {
        var cut = text.LastIndexOf('/');
        if (cut > 0
            && AccountKey.TryParse(text[..cut], out var account)
            && int.TryParse(text.AsSpan(cut + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var month)
            && new CubeKey(account, month) is var key
            && key.ToString() == text)
        {
            return key;
        }

        throw new FormatException($"'{text}' is not a cube key; expected tenant/provider/account/month.");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Account}/{Month}");
}
