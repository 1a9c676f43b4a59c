using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Policy;

namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>All that could be done about an account as a whole.</summary>
public static class AccountAdvisor
{
    /// <summary>What is sure enough for the policy, in an order that is always the same. Never throws.</summary>
    /// <param name="provider">FOCUS ServiceProviderName of the account.</param>
    /// <param name="basis">Usage and commitments of the whole account.</param>
    /// <param name="catalog">What can be committed to.</param>
    /// <param name="policy">What the tenant wants.</param>
    public static IReadOnlyList<AccountCandidate> Candidates(
        string provider, CommitmentBasis basis, PriceCatalog catalog, AdvicePolicy policy) =>
    [
        .. Judge(() => CommitmentPurchase.Recommend(provider, basis, catalog, policy))
            .Concat(Judge(() => CommitmentWaste.Recommend(basis, policy)))
            .Where(found => found.Candidate.Confidence >= policy.MinimumConfidence),
    ];

    // Costs far beyond sense show nothing: they must not take the other rule with them.
    private static IReadOnlyList<AccountCandidate> Judge(Func<IEnumerable<AccountCandidate>> recommend)
    {
        try
        {
            return [.. recommend()];
        }
        catch (ArithmeticException)
        {
            return [];
        }
    }
}
