namespace CostIntel.Connectors.Generation.Cloud;

/// <summary>What goes wrong when a simulated cloud changes a resource.</summary>
public enum CloudFault
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The first attempts fail and change nothing.</summary>
    Fails,

    /// <summary>The first attempts change the resource and answer that they have failed.</summary>
    FailsAfterwards,

    /// <summary>The first attempts change the resource and never answer.</summary>
    Hangs,

    /// <summary>It answers that it is done and changes nothing.</summary>
    Lies,

    /// <summary>It is done, and the resource does badly afterwards.</summary>
    Breaches,

    /// <summary>It is accepted, and done when it has been asked for a few times.</summary>
    IsLate,

    /// <summary>It cannot be done, which shows only when it is tried.</summary>
    IsImpossible,

    /// <summary>It is done, the resource does badly, and the first attempts to undo it fail.</summary>
    BreachesAndUndoFails,
}

/// <summary>What goes wrong with which resources. Everything follows from it: the same plan gives the same faults.</summary>
public sealed record CloudFaultPlan
{
    private const int Thousand = 1_000;
    private static readonly CloudFault[] Kinds = [.. Enum.GetValues<CloudFault>().Where(fault => fault != CloudFault.None)];

    /// <summary>Nothing goes wrong.</summary>
    public static CloudFaultPlan None { get; } = new();

    /// <summary>Any number; another one lets others go wrong.</summary>
    public long Seed { get; init; }

    /// <summary>So many of a thousand resources, 0 to 1000, have a fault beside those that are named.</summary>
    public int PerThousand { get; init; }

    /// <summary>Faults by FOCUS ResourceId.</summary>
    public IReadOnlyDictionary<string, CloudFault> Named { get; init; } = new Dictionary<string, CloudFault>();

    /// <summary>How many attempts fail, hang or come late. Default 2.</summary>
    public int Times { get; init; } = 2;

    /// <summary>What goes wrong with a resource.</summary>
    /// <param name="resource">FOCUS ResourceId.</param>
    public CloudFault Of(string resource)
    {
        if (Named.TryGetValue(resource, out var named))
        {
            return named;
        }

        var place = resource.Aggregate(17L, (hash, letter) => unchecked((hash * 31) + letter));
        return Chance.Below(Thousand, Seed, place) < PerThousand ? Kinds[Chance.Below(Kinds.Length, Seed, place, 1)] : CloudFault.None;
    }
}
