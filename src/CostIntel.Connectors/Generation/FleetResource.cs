using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Connectors.Generation;

/// <summary>A resource of the simulated fleet: its series, its prices and how much of it is used when.</summary>
internal sealed class FleetResource
{
    /// <summary>What a committed unit costs, of its list price.</summary>
    public const decimal CommittedShare = 0.72m;

    private const int SpikeOneIn = 900;
    private const int SpikeFactor = 4;
    private const long SecondsPerHour = 3600;

    private readonly long _seed;
    private readonly int _index;
    private readonly Offer _offer;
    private readonly decimal _contractedPrice;

    public FleetResource(long seed, int index, FleetAccount account)
    {
        (_seed, _index, Account) = (seed, index, account);
        _offer = account.Provider.Offers[Chance.Below(account.Provider.Offers.Length, seed, index, 10)];
        IsCommitted = _offer.IsCommittable && Chance.Below(5, seed, index, 11) == 0;
        _contractedPrice = _offer.ListPrice * (100 - (5 * Chance.Below(3, seed, account.Index, 12))) / 100;
        Series = SeriesBuilder.Usage(seed, index, account, _offer, IsCommitted, isCorrection: false);
    }

    /// <summary>Whose it is.</summary>
    public FleetAccount Account { get; }

    /// <summary>Whether the account's commitment pays for it.</summary>
    public bool IsCommitted { get; }

    /// <summary>Its series.</summary>
    public ChargeSeries Series { get; }

    /// <summary>What the commitment pays for an hour of it.</summary>
    public decimal CommittedPerHour => _offer.ListPrice * _offer.PeakMilliUnits / 1000 * CommittedShare;

    /// <summary>The charge for a stretch of one hour or of a part of it.</summary>
    public SimulatedCharge Charge(long startSeconds, long endSeconds)
    {
        var quantity = Quantity(startSeconds, endSeconds - startSeconds);
        return new SimulatedCharge(Series, startSeconds, endSeconds, CostsOf(quantity), quantity);
    }

    /// <summary>One hour too much charged in a stretch, given back.</summary>
    public SimulatedCharge Correction(long startSeconds, long endSeconds)
    {
        var series = SeriesBuilder.Usage(_seed, _index, Account, _offer, isCommitted: false, isCorrection: true);
        var quantity = Quantity(startSeconds, SecondsPerHour);
        var (list, contracted) = (quantity * _offer.ListPrice, quantity * _contractedPrice);
        var costs = -new Costs(contracted, contracted, list, contracted);
        return new SimulatedCharge(series, startSeconds, endSeconds, costs, -quantity);
    }

    /// <summary>What a quantity costs.</summary>
    public Costs CostsOf(decimal quantity)
    {
        var list = quantity * _offer.ListPrice;
        var contracted = quantity * _contractedPrice;
        return IsCommitted
            ? new Costs(0, list * CommittedShare, list, contracted)
            : new Costs(contracted, contracted, list, contracted);
    }

    // In millionths, by whole numbers: the same on every machine, and exact times any price.
    private decimal Quantity(long startSeconds, long seconds)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(startSeconds);
        var load = (long)LoadShapes.PerMille(_offer.Shape, start);
        if (_offer.Shape != LoadShape.Constant)
        {
            load = load * (950 + Chance.Below(101, _seed, _index, 13, startSeconds)) / 1000;
            load *= Chance.Below(SpikeOneIn, _seed, _index, 14, startSeconds / 86_400) == 0 ? SpikeFactor : 1;
        }

        var millionthsPerHour = _offer.PeakMilliUnits * load;
        return new decimal(millionthsPerHour * seconds / SecondsPerHour) / 1_000_000m;
    }
}
