using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>Another machine type.</summary>
internal sealed class Rightsize(string to) : IWhatIf
{
    public const string Smaller = "smaller";
    public const string Larger = "larger";

    public static WhatIfTemplate Template { get; } = new(
        "rightsize",
        "Another machine type: its price and its capacity relative to today's, from the price catalogue.",
        [new("to", true, "Machine type of the resource's provider, or smaller or larger for the next of its family.")],
        "rightsize:to=m5.large");

    public static IWhatIf Read(WhatIfParameters parameters) => new Rightsize(parameters.Required("to"));

    public WhatIfAnswer For(ResourceFacts facts, PriceCatalog catalog)
    {
        if (catalog.MachineOf(facts.Description) is not { } from)
        {
            return new WhatIfRefusal(WhatIfRefusal.Resource, "its machine type is not in the price catalogue.");
        }

        if (TargetOf(from, catalog) is not { } target)
        {
            return new WhatIfRefusal("to", to is Smaller or Larger
                ? $"no {to} type than {from.Name} is in the price catalogue."
                : $"'{to}' is no machine type of {from.Provider} in the price catalogue.");
        }

        if (from.Gpus > 0 && target.Gpus == 0)
        {
            return new WhatIfRefusal("to", $"{target.Name} has no GPU, and {from.Name} has.");
        }

        return ChangeOf(from, target);
    }

    private MachineType? TargetOf(MachineType from, PriceCatalog catalog)
    {
        var family = catalog.Machines.Where(machine =>
            machine.Provider == from.Provider && machine.Family == from.Family && machine.Architecture == from.Architecture);
        return to switch
        {
            Smaller => family.Where(machine => machine.HourlyPrice < from.HourlyPrice).MaxBy(machine => machine.HourlyPrice),
            Larger => family.Where(machine => machine.HourlyPrice > from.HourlyPrice).MinBy(machine => machine.HourlyPrice),
            _ => catalog.Machine(from.Provider, to),
        };
    }

    private static WhatIfAnswer ChangeOf(MachineType from, MachineType target)
    {
        if (from.HourlyPrice <= 0)
        {
            return new WhatIfRefusal(WhatIfRefusal.Resource, $"the price catalogue has no price of {from.Name}.");
        }

        return new Change
        {
            Action = target.Family == from.Family ? ActionType.Rightsize
                : target.Series.Length > 0 && target.Series == from.Series ? ActionType.Upgrade
                : ActionType.Migrate,
            From = from.Name,
            To = target.Name,
            PriceRatio = target.HourlyPrice / from.HourlyPrice,
            CpuRatio = target.Cpus * target.CpuSpeed / (from.Cpus * from.CpuSpeed),
            MemoryRatio = target.MemoryGiB / from.MemoryGiB,
            GpuRatio = from.Gpus == 0 ? 1 : target.Gpus * target.GpuSpeed / (from.Gpus * from.GpuSpeed),
            RestartNeeded = true,
        };
    }
}
