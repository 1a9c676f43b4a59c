using CostIntel.Domain.Money;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Policy;

namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>Usage that the same commitments can cover, and these. No usage is in two markets, so none is covered twice.</summary>
/// <param name="Key">Names it as long as the same can be committed to, whatever services are used: the offers' names.</param>
/// <param name="ServiceName">FOCUS ServiceName of its usage; several with commas.</param>
/// <param name="RegionId">FOCUS RegionId where commitments are for one region; empty where they are for all.</param>
/// <param name="Currency">Of all amounts.</param>
/// <param name="Daily">Effective costs that nothing covers, one a day of a <see cref="CommitmentWindow"/>.</param>
/// <param name="Hourly">One an hour of it.</param>
/// <param name="Offers">What can be committed to.</param>
public sealed record CommitmentMarket(
    string Key,
    string ServiceName,
    string RegionId,
    Currency Currency,
    double[] Daily,
    double[] Hourly,
    IReadOnlyList<CommitmentOffer> Offers)
{
    private const int NamesMax = 3;

    /// <summary>What it is, for people.</summary>
    public string Name => RegionId.Length == 0 ? ServiceName : $"{ServiceName} in {RegionId}";

    /// <summary>The markets of an account.</summary>
    /// <param name="pools">Usage that nothing covers.</param>
    /// <param name="provider">Its provider, as the catalogue calls it.</param>
    /// <param name="catalog">What can be committed to.</param>
    /// <param name="policy">For how long.</param>
    public static IEnumerable<CommitmentMarket> Of(
        IReadOnlyList<CommitmentPool> pools, string provider, PriceCatalog catalog, CommitmentPolicy policy)
    {
        var offers = catalog.Commitments
            .Where(offer => offer.Provider == provider && policy.TermMonths.Contains(offer.TermMonths)).ToList();
        return
            from pool in pools
            let covering = Covering(pool, offers)
            where covering.Count > 0
            let region = covering[0].IsRegional ? pool.RegionId : ""
            let market = string.Join('|', covering.Select(offer => offers.IndexOf(offer)))
            group pool by (pool.Currency, Region: region, Market: market) into own
            select new CommitmentMarket(
                string.Join(", ", Covering(own.First(), offers).Select(offer => offer.Name).Distinct().Order(StringComparer.Ordinal)),
                NameOf(own.Select(pool => pool.ServiceName)),
                own.Key.Region,
                own.Key.Currency,
                Sum(own.Select(pool => pool.Daily)),
                Sum(own.Select(pool => pool.Hourly)),
                Covering(own.First(), offers));
    }

    // Where some commitments hold everywhere, those for one region would have to share the usage with them.
    private static List<CommitmentOffer> Covering(CommitmentPool pool, List<CommitmentOffer> offers)
    {
        var covering = offers.FindAll(offer => offer.Covers(pool.ServiceName, pool.ServiceCategory));
        return covering.Exists(offer => !offer.IsRegional) ? covering.FindAll(offer => !offer.IsRegional) : covering;
    }

    private static string NameOf(IEnumerable<string> services)
    {
        var names = services.Distinct().Order(StringComparer.Ordinal).ToList();
        var shown = string.Join(", ", names.Take(NamesMax));
        return names.Count > NamesMax ? $"{shown} and {names.Count - NamesMax} more" : shown;
    }

    private static double[] Sum(IEnumerable<IReadOnlyList<decimal>> columns)
    {
        var all = columns.ToList();
        return [.. Enumerable.Range(0, all[0].Count).Select(slot => (double)Math.Max(0, all.Sum(column => column[slot])))];
    }
}
