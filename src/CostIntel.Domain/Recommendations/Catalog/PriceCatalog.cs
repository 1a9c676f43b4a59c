using System.Collections.Frozen;
using CostIntel.Domain.Charges;

namespace CostIntel.Domain.Recommendations.Catalog;

/// <summary>
/// What providers offer and ask for it. Prices are used as ratios to each other, so that discounts of a tenant and the
/// prices of a region apply to both sides.
/// </summary>
public sealed class PriceCatalog
{
    private readonly FrozenDictionary<(string Provider, string Name), MachineType> _machines;

    /// <summary>Creates a catalogue.</summary>
    public PriceCatalog(
        IReadOnlyList<MachineType> machines,
        IReadOnlyList<StorageClass> storage,
        IReadOnlyList<SpotOffer> spot,
        IReadOnlyList<CommitmentOffer> commitments,
        IReadOnlyList<RegionPrice> regions)
    {
        (Machines, Storage, Spot, Commitments, Regions) = (machines, storage, spot, commitments, regions);
        _machines = machines.ToFrozenDictionary(machine => (machine.Provider, machine.Name.ToLowerInvariant()));
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

    /// <summary>A machine type by its name; null when it is not known.</summary>
    public MachineType? Machine(string provider, string name) => _machines.GetValueOrDefault((provider, name.ToLowerInvariant()));

    /// <summary>
    /// The machine type that a charge names in its custom columns, SKU, resource type or description; null for none.
    /// </summary>
    public MachineType? MachineOf(ChargeSeries series)
    {
        foreach (var (_, value) in series.Attributes)
        {
            if (Machine(series.Provider, value) is { } named)
            {
                return named;
            }
        }

        ReadOnlySpan<string> texts = [series.SkuMeter, series.SkuId, series.SkuPriceId, series.ResourceType, series.ChargeDescription];
        foreach (var text in texts)
        {
            foreach (var word in text.Split([' ', ':', '/', ',', '|', ';'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (Machine(series.Provider, word) is { } named)
                {
                    return named;
                }
            }
        }

        return null;
    }

    /// <summary>The price of a region relative to the provider's reference region; 1 when it is not known.</summary>
    public decimal RegionFactor(string provider, string regionId) =>
        Regions.FirstOrDefault(region => region.Provider == provider && region.RegionId == regionId)?.Factor ?? 1;
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
    string Provider, string Name, IReadOnlyList<string> ServiceNames, int TermMonths, bool IsUpfront, decimal PriceRatio);

/// <summary>How a region's prices compare.</summary>
/// <param name="Provider">FOCUS ServiceProviderName, lower-case.</param>
/// <param name="RegionId">FOCUS RegionId.</param>
/// <param name="Area">Where it is, as far as data may have to stay: us, eu, ap and so on.</param>
/// <param name="Factor">Its prices to those of the reference region.</param>
/// <param name="TransferPerGiB">Moving a GiB to another region, US dollars.</param>
public sealed record RegionPrice(string Provider, string RegionId, string Area, decimal Factor, decimal TransferPerGiB);
