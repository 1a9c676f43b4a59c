using System.Globalization;

namespace CostIntel.Domain.Recommendations.Book;

/// <summary>What is said about recommendations.</summary>
internal static class RecommendationText
{
    public static string Measured(Recommendation recommendation)
    {
        var (saving, unit) = (recommendation.Realised!, recommendation.Target.Unit);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{saving.Days} days have saved {saving.Saved:0.00} {unit} ({saving.SavedLow:0.00} to {saving.SavedHigh:0.00}); {saving.Promised:0.00} were promised.");
    }
}
