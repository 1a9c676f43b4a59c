using CostIntel.Domain.Money;

namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>Usage of a service in a region that no commitment covers, as effective costs.</summary>
/// <param name="ServiceName">FOCUS ServiceName.</param>
/// <param name="ServiceCategory">FOCUS ServiceCategory.</param>
/// <param name="RegionId">FOCUS RegionId; empty for null.</param>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="Daily">One a day of a <see cref="CommitmentWindow"/>.</param>
/// <param name="Hourly">One an hour of it.</param>
public sealed record CommitmentPool(
    string ServiceName,
    string ServiceCategory,
    string RegionId,
    Currency Currency,
    IReadOnlyList<decimal> Daily,
    IReadOnlyList<decimal> Hourly);

/// <summary>What became of a commitment, as effective costs.</summary>
/// <param name="CommitmentId">FOCUS CommitmentDiscountId; empty for several that are not told apart.</param>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="Used">One a day of a <see cref="CommitmentWindow"/>.</param>
/// <param name="Unused">One a day of it.</param>
public sealed record CommitmentUse(
    string CommitmentId, Currency Currency, IReadOnlyList<decimal> Used, IReadOnlyList<decimal> Unused);

/// <summary>What is known of a resource, or of an account, that bears on commitments.</summary>
/// <param name="Window">Days and hours that it is about.</param>
/// <param name="Pools">Usage that nothing covers; one a service, region and currency.</param>
/// <param name="Uses">Commitments; one an id and currency.</param>
public sealed record CommitmentBasis(
    CommitmentWindow Window, IReadOnlyList<CommitmentPool> Pools, IReadOnlyList<CommitmentUse> Uses);
