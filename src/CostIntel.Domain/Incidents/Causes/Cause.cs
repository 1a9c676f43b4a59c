using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Incidents.Causes;

/// <summary>A part of a change, and where it comes from.</summary>
/// <param name="Where">The dimension values that together name the place; the fewer the better.</param>
/// <param name="Change">What it costs more (or less) than before, in the currency of the change.</param>
/// <param name="Share">Its share of the whole change, 0 to 1.</param>
/// <param name="Price">The part that is due to prices.</param>
/// <param name="Quantity">The part that is due to quantities.</param>
/// <param name="New">The part that is due to resources that were not there before.</param>
/// <param name="Vanished">The part that is due to resources that are no more.</param>
/// <param name="Resources">How many resources take part.</param>
public sealed record Cause(
    IReadOnlyList<KeyValuePair<Dimension, string>> Where,
    double Change,
    double Share,
    double Price,
    double Quantity,
    double New,
    double Vanished,
    int Resources)
{
    private const double ShareNews = 0.1;

    /// <summary>True when causes say something else than others that were told before.</summary>
    public static bool AreNews(IReadOnlyList<Cause> told, IReadOnlyList<Cause> found)
    {
        if (told.Count == 0 || found.Count == 0)
        {
            return told.Count != found.Count;
        }

        var (before, after) = (told[0], found[0]);
        return !before.Where.SequenceEqual(after.Where) || Math.Abs(before.Share - after.Share) >= ShareNews;
    }
}
