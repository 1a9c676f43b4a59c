using CostIntel.Domain.Money;
using CostIntel.Domain.Recommendations.Commitments;

namespace CostIntel.Grains.Resources;

/// <summary>Asks what a resource has used without a commitment and of commitments.</summary>
/// <param name="EndDay">The day after the last one that is wanted.</param>
/// <param name="Services">Services whose usage can be committed to.</param>
/// <param name="AnyCompute">True when that of all compute services can.</param>
[GenerateSerializer, Immutable, Alias("costintel.commitment-question")]
public sealed record CommitmentQuestion(
    [property: Id(0)] int EndDay, [property: Id(1)] string[] Services, [property: Id(2)] bool AnyCompute);

/// <summary>What a resource has used without a commitment and of commitments.</summary>
/// <param name="Pools">Usage that nothing covers, by currency.</param>
/// <param name="Uses">Commitments that cover its usage, or went unused.</param>
[GenerateSerializer, Immutable, Alias("costintel.commitment-view")]
public sealed record CommitmentView([property: Id(0)] CommitmentPoolView[] Pools, [property: Id(1)] CommitmentUseView[] Uses)
{
    /// <summary>Nothing.</summary>
    public static CommitmentView Nothing { get; } = new([], []);

    /// <summary>As a message.</summary>
    public static CommitmentView Of(CommitmentBasis basis) => basis.Pools.Count == 0 && basis.Uses.Count == 0
        ? Nothing
        : new(
            [
                .. basis.Pools.Select(pool => new CommitmentPoolView(
                    pool.ServiceName, pool.ServiceCategory, pool.RegionId, pool.Currency, [.. pool.Daily], [.. pool.Hourly])),
            ],
            [.. basis.Uses.Select(use => new CommitmentUseView(use.CommitmentId, use.Currency, [.. use.Used], [.. use.Unused]))]);

    /// <summary>As the domain knows it.</summary>
    public CommitmentBasis ToBasis(CommitmentWindow window) => new(
        window,
        [
            .. Pools.Select(pool => new CommitmentPool(
                pool.ServiceName, pool.ServiceCategory, pool.RegionId, pool.Currency, pool.Daily, pool.Hourly)),
        ],
        [.. Uses.Select(use => new CommitmentUse(use.CommitmentId, use.Currency, use.Used, use.Unused))]);
}

/// <summary>Usage that nothing covers, as effective costs by day and hour.</summary>
[GenerateSerializer, Immutable, Alias("costintel.commitment-pool")]
public sealed record CommitmentPoolView(
    [property: Id(0)] string ServiceName,
    [property: Id(1)] string ServiceCategory,
    [property: Id(2)] string RegionId,
    [property: Id(3)] Currency Currency,
    [property: Id(4)] decimal[] Daily,
    [property: Id(5)] decimal[] Hourly);

/// <summary>What became of a commitment, as effective costs by day.</summary>
[GenerateSerializer, Immutable, Alias("costintel.commitment-use")]
public sealed record CommitmentUseView(
    [property: Id(0)] string CommitmentId,
    [property: Id(1)] Currency Currency,
    [property: Id(2)] decimal[] Used,
    [property: Id(3)] decimal[] Unused);
