using System.Collections.Frozen;
using CostIntel.Domain.Charges;

namespace CostIntel.Domain.Recommendations.Catalog;

/// <summary>
/// What providers offer and ask for it. Prices are used as ratios to each other, so that discounts of a tenant and the
/// prices of a region apply to both sides.
/// </summary>
public sealed class PriceCatalog
{
    private readonly MachineIndex _machines;
    private readonly FrozenDictionary<(string Provider, string RegionId), RegionPrice> _regions;
    private readonly FrozenDictionary<string, string> _names;

    /// <summary>Creates a catalogue.</summary>
    /// <param name="machines">Unique by provider and name.</param>
    /// <param name="storage">Unique by provider, kind and name.</param>
    /// <param name="spot">Unique by provider and family.</param>
    /// <param name="commitments">Unique by provider, name, term and payment.</param>
    /// <param name="regions">Unique by provider and region.</param>
    /// <param name="otherNames">Other names that providers go by in charges, each with the provider's; all lower-case.</param>
    public PriceCatalog(
        IReadOnlyList<MachineType> machines,
        IReadOnlyList<StorageClass> storage,
        IReadOnlyList<SpotOffer> spot,
        IReadOnlyList<CommitmentOffer> commitments,
        IReadOnlyList<RegionPrice> regions,
        IReadOnlyDictionary<string, string>? otherNames = null)
    {
        (Machines, Storage, Spot, Commitments, Regions) = (machines, storage, spot, commitments, regions);
        _machines = new(machines);
        _regions = regions.ToFrozenDictionary(KeyOf);
        _names = (otherNames ?? FrozenDictionary<string, string>.Empty).ToFrozenDictionary();
    }

    /// <summary>Nothing is known.</summary>
    public static PriceCatalog Empty { get; } = new([], [], [], [], []);

    /// <summary>Machine types.</summary>
    public IReadOnlyList<MachineType> Machines { get; }

    /// <summary>Classes of storage.</summary>
    public IReadOnlyList<StorageClass> Storage { get; }

    /// <summary>Capacity that may be taken back.</summary>
    public IReadOnlyList<SpotOffer> Spot { get; }

    /// <summary>What can be committed to.</summary>
    public IReadOnlyList<CommitmentOffer> Commitments { get; }

    /// <summary>How prices of regions compare.</summary>
    public IReadOnlyList<RegionPrice> Regions { get; }

    /// <summary>The name that a provider has in this catalogue: aws for "amazon web services".</summary>
    /// <param name="provider">FOCUS ServiceProviderName, lower-case.</param>
    public string ProviderName(string provider) => _names.GetValueOrDefault(provider, provider);

    /// <summary>The machine types of a provider, by any of its names.</summary>
    public ReadOnlySpan<MachineType> MachinesOf(string provider) => _machines.Of(ProviderName(provider));

    /// <summary>A machine type by its name; null when it is not known.</summary>
    public MachineType? Machine(string provider, string name) => _machines.Find(ProviderName(provider), name);

    /// <summary>
    /// The machine type that a charge names in its custom columns, SKU, resource type or description; null for none.
    /// </summary>
    public MachineType? MachineOf(ChargeSeries series)
    {
        var provider = ProviderName(series.Provider);
        for (var i = 0; i < series.Attributes.Count; i++)
        {
            if (_machines.FindIn(provider, series.Attributes[i].Value) is { } named)
            {
                return named;
            }
        }

        return _machines.FindIn(provider, series.SkuMeter) ?? _machines.FindIn(provider, series.SkuId)
            ?? _machines.FindIn(provider, series.SkuPriceId) ?? _machines.FindIn(provider, series.ResourceType)
            ?? _machines.FindIn(provider, series.ChargeDescription);
    }

    /// <summary>A region; null when it is not known.</summary>
    public RegionPrice? Region(string provider, string regionId) =>
        _regions.GetValueOrDefault((ProviderName(provider), regionId));

    /// <summary>The price of a region relative to the provider's reference region; 1 when it is not known.</summary>
    public decimal RegionFactor(string provider, string regionId) => Region(provider, regionId)?.Factor ?? 1;

    /// <summary>The spot offer for a machine type: that for its family, or else that for all others; null for none.</summary>
    public SpotOffer? SpotOf(MachineType machine) =>
        Spot.FirstOrDefault(offer => offer.Provider == machine.Provider && offer.Family == machine.Family)
        ?? Spot.FirstOrDefault(offer => offer.Provider == machine.Provider && offer.Family.Length == 0);

    /// <summary>What a machine type is called by: provider and name, however it is written.</summary>
    public static (string Provider, string Name) KeyOf(MachineType machine) =>
        (machine.Provider, MachineIndex.NameKey(machine.Name));

    /// <summary>What a storage class is called by: provider, kind and name.</summary>
    public static (string Provider, string Kind, string Name) KeyOf(StorageClass storage) =>
        (storage.Provider, storage.Kind, storage.Name);

    /// <summary>What a spot offer is called by: provider and family.</summary>
    public static (string Provider, string Family) KeyOf(SpotOffer offer) => (offer.Provider, offer.Family);

    /// <summary>What a commitment is called by: provider, name, term and payment.</summary>
    public static (string Provider, string Name, int TermMonths, bool IsUpfront) KeyOf(CommitmentOffer offer) =>
        (offer.Provider, offer.Name, offer.TermMonths, offer.IsUpfront);

    /// <summary>What a region is called by: provider and id.</summary>
    public static (string Provider, string RegionId) KeyOf(RegionPrice region) => (region.Provider, region.RegionId);

    /// <summary>This catalogue, and of another what this one does not have.</summary>
    public PriceCatalog Over(PriceCatalog under) => new(
        Merge(Machines, under.Machines, KeyOf),
        Merge(Storage, under.Storage, KeyOf),
        Merge(Spot, under.Spot, KeyOf),
        Merge(Commitments, under.Commitments, KeyOf),
        Merge(Regions, under.Regions, KeyOf),
        _names.Concat(under._names.Where(pair => !_names.ContainsKey(pair.Key))).ToDictionary());

    private static List<T> Merge<T, TKey>(IReadOnlyList<T> over, IReadOnlyList<T> under, Func<T, TKey> keyOf)
    {
        var keys = over.Select(keyOf).ToHashSet();
        return [.. over, .. under.Where(item => !keys.Contains(keyOf(item)))];
    }
}

/// <summary>A machine type.</summary>
/// <param name="Provider">FOCUS ServiceProviderName, lower-case.</param>
/// <param name="Name">The provider's name of it: m5.large.</param>
/// <param name="Family">Types of one family differ in size alone: m5.</param>
/// <param name="Series">Families that follow each other: m. Empty for none.</param>
/// <param name="Generation">Place in the series; larger is newer.</param>
/// <param name="Architecture">x86_64 or arm64.</param>
/// <param name="Cpus">Virtual processors.</param>
/// <param name="MemoryGiB">Memory.</param>
/// <param name="Gpus">GPUs.</param>
/// <param name="GpuModel">Their model; empty for none.</param>
/// <param name="GpuSpeed">Speed of each GPU relative to a T4; 0 for none.</param>
/// <param name="CpuSpeed">Speed of each processor relative to the others of the catalogue; 1 is a current x86 core.</param>
/// <param name="HourlyPrice">On demand, in the provider's reference region, US dollars.</param>
public sealed record MachineType(
    string Provider,
    string Name,
    string Family,
    string Series,
    int Generation,
    string Architecture,
    double Cpus,
    double MemoryGiB,
    int Gpus,
    string GpuModel,
    double GpuSpeed,
    double CpuSpeed,
    decimal HourlyPrice);

/// <summary>A class of storage.</summary>
/// <param name="Provider">FOCUS ServiceProviderName, lower-case.</param>
/// <param name="Kind">object, block, log or snapshot.</param>
/// <param name="Name">The provider's name of it: STANDARD_IA, gp3.</param>
/// <param name="PricePerGiBMonth">In the reference region, US dollars.</param>
/// <param name="RetrievalPerGiB">Reading a GiB, US dollars.</param>
/// <param name="MinimumDays">Data that is deleted earlier is charged for so many days.</param>
/// <param name="LatencyRatio">Time of an access relative to the standard class.</param>
/// <param name="IsArchive">True when data has to be restored before it can be read.</param>
public sealed record StorageClass(
    string Provider,
    string Kind,
    string Name,
    decimal PricePerGiBMonth,
    decimal RetrievalPerGiB,
    int MinimumDays,
    double LatencyRatio,
    bool IsArchive);

/// <summary>Capacity that may be taken back.</summary>
/// <param name="Provider">FOCUS ServiceProviderName, lower-case.</param>
/// <param name="Family">Machine family; empty for all others of the provider.</param>
/// <param name="PriceRatio">Its price to that on demand.</param>
/// <param name="PriceError">How much the ratio varies, as a standard deviation relative to it.</param>
/// <param name="InterruptionsPerMonth">How often a machine is taken back.</param>
public sealed record SpotOffer(
    string Provider, string Family, decimal PriceRatio, double PriceError, double InterruptionsPerMonth);

/// <summary>A way to commit.</summary>
/// <param name="Provider">FOCUS ServiceProviderName, lower-case.</param>
/// <param name="Name">The provider's name of it: Compute Savings Plan.</param>
/// <param name="ServiceNames">FOCUS ServiceName of what it covers; empty for all compute.</param>
/// <param name="TermMonths">For how long.</param>
/// <param name="IsUpfront">True when it is paid at once.</param>
/// <param name="PriceRatio">Price under it to that on demand.</param>
public sealed record CommitmentOffer(
    string Provider, string Name, IReadOnlyList<string> ServiceNames, int TermMonths, bool IsUpfront, decimal PriceRatio)
{
    private const string Compute = "Compute";

    /// <summary>True when it covers usage of one region only.</summary>
    public bool IsRegional { get; init; }

    /// <summary>True when it covers usage of a service.</summary>
    /// <param name="serviceName">FOCUS ServiceName.</param>
    /// <param name="serviceCategory">FOCUS ServiceCategory.</param>
    public bool Covers(string serviceName, string serviceCategory) => ServiceNames.Count == 0
        ? serviceCategory == Compute
        : ServiceNames.Contains(serviceName, StringComparer.OrdinalIgnoreCase);
}

/// <summary>How a region's prices compare.</summary>
/// <param name="Provider">FOCUS ServiceProviderName, lower-case.</param>
/// <param name="RegionId">FOCUS RegionId.</param>
/// <param name="Area">Where it is, as far as data may have to stay: us, eu, ap and so on.</param>
/// <param name="Factor">Its prices to those of the reference region.</param>
/// <param name="TransferPerGiB">Moving a GiB to another region, US dollars.</param>
public sealed record RegionPrice(string Provider, string RegionId, string Area, decimal Factor, decimal TransferPerGiB);
