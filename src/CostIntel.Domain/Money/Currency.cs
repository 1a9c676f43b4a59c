using System.Collections.Frozen;

namespace CostIntel.Domain.Money;

/// <summary>An ISO 4217 currency.</summary>
/// <remarks><c>default</c> is <see cref="None"/>: no currency, which combines with nothing.</remarks>
public readonly record struct Currency
{
    private const int CodeLength = 3;

    private static readonly FrozenDictionary<string, Currency> Known = (
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD "
        + "CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS "
        + "GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD "
        + "KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR "
        + "NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN "
        + "SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XCD "
        + "XCG XOF XPF YER ZAR ZMW ZWG ZWL")
        .Split(' ')
        .ToFrozenDictionary(code => code, code => new Currency(code), StringComparer.Ordinal);

    private readonly string? _code;

    private Currency(string code) => _code = code;

    /// <summary>No currency.</summary>
    public static Currency None => default;

    /// <summary>The alphabetic code, for example "USD"; empty for <see cref="None"/>.</summary>
    public string Code => _code ?? "";

    /// <summary>Reads an upper-case code of the ISO list.</summary>
    public static bool TryParse(ReadOnlySpan<char> code, out Currency currency)
    {
        currency = default;
        return code.Length == CodeLength
            && Known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out currency);
    }

    /// <inheritdoc/>
    public bool Equals(Currency other) => ReferenceEquals(_code, other._code);

    /// <inheritdoc/>
    public override int GetHashCode() => _code?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <inheritdoc/>
    public override string ToString() => Code;
}
