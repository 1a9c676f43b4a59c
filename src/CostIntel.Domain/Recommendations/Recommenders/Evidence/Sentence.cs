using System.Globalization;
using System.Runtime.CompilerServices;

namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>Reasons in the same words everywhere, whatever the culture of the machine.</summary>
internal static class Sentence
{
    /// <summary>The text, numbers in the invariant culture.</summary>
    public static string Of(ref DefaultInterpolatedStringHandler text) => text.ToStringAndClear();

    /// <summary>Money a month: "12.30 USD a month".</summary>
    public static string PerMonth(Assessment assessment, decimal amount) =>
        string.Create(CultureInfo.InvariantCulture, $"{amount:0.00} {assessment.Facts.Currency.Code} a month");
}
