using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>Whatever can be said in ratios.</summary>
internal sealed class Custom(Change change, WeeklyHours? hours) : IWhatIf
{
    private const double RatioMin = 0.001;
    private const double RatioMax = 1_000;

    public static WhatIfTemplate Template { get; } = new(
        "custom",
        "Ratios of what is after to what was before, 1 by default.",
        [
            new("price", false, "Cost of an hour in which it runs, 0 to 1000."),
            new("price_error", false, "Standard deviation of the price relative to it, 0 to 1; 0 by default."),
            new("cpu", false, "Processor capacity, 0.001 to 1000."),
            new("memory", false, "Memory, 0.001 to 1000."),
            new("gpu", false, "GPU capacity, 0.001 to 1000."),
            new("io", false, "Throughput of disks and network, 0.001 to 1000."),
            new("latency", false, "Latency of each access, 0.001 to 1000."),
            new("runs", false, "When it runs; always by default. See schedule."),
            new("zone", false, "IANA time zone of it; UTC by default."),
            new("added", false, "What each resource costs a month beside; 0 by default."),
            new("once", false, "What each resource costs once; 0 by default."),
            new("interruptions", false, "How often a month it is interrupted, 0 to 1000; 0 by default."),
            new("minutes", false, "How long an interruption lasts, 0 to 1440 minutes; 0 by default."),
        ],
        "custom:price=0.6,cpu=0.5,memory=0.5");

    public static IWhatIf Read(WhatIfParameters parameters)
    {
        double Ratio(string name) => parameters.Number(name, 1, RatioMin, RatioMax);
        var change = new Change
        {
            Action = ActionType.Configure,
            To = "custom",
            PriceRatio = (decimal)parameters.Number("price", 1, 0, RatioMax),
            PriceError = parameters.Number("price_error", 0, 0, 1),
            CpuRatio = Ratio("cpu"),
            MemoryRatio = Ratio("memory"),
            GpuRatio = Ratio("gpu"),
            InputOutputRatio = Ratio("io"),
            LatencyRatio = Ratio("latency"),
            AddedPerMonth = parameters.Money("added"),
            OneTimeCost = parameters.Money("once"),
            InterruptionsPerMonth = parameters.Number("interruptions", 0, 0, RatioMax),
            MinutesPerInterruption = parameters.Number("minutes", 0, 0, 1_440),
        };
        return new Custom(change, parameters.Hours("runs", "zone"));
    }

    public WhatIfAnswer For(ResourceFacts facts, PriceCatalog catalog) =>
        hours is null ? change : change with { Runs = hours.Utc(facts.NowSeconds) };
}
