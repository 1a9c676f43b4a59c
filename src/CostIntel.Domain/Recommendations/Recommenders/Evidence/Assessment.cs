using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>
/// A resource with what it is judged by, and what follows from both: found out once, whichever recommender asks first.
/// </summary>
/// <param name="facts">The resource.</param>
/// <param name="catalog">What things cost.</param>
/// <param name="policy">What the tenant wants.</param>
public sealed class Assessment(ResourceFacts facts, PriceCatalog catalog, AdvicePolicy policy)
{
    /// <summary>How old the newest sample of a metric may be to say something about now, days.</summary>
    public const double FreshDays = 2;

    /// <summary>What AWS puts before the machine types of databases.</summary>
    public const string DatabasePrefix = "db.";

    private const double KnownShareMin = 0.8;
    private const double HalfDay = 0.5;

    private readonly Dictionary<(string, int), MetricFacts?> _settled = [];
    private bool _machineIsKnown;
    private bool _isOfDatabase;
    private MachineType? _machine;
    private ResourceKind? _kind;
    private EnvironmentKind? _environment;
    private decimal? _monthlyCost;
    private string? _provider;

    /// <summary>The resource.</summary>
    public ResourceFacts Facts => facts;

    /// <summary>What things cost.</summary>
    public PriceCatalog Catalog => catalog;

    /// <summary>What the tenant wants.</summary>
    public AdvicePolicy Policy => policy;

    /// <summary>Its provider, by the name that the catalogue has for it.</summary>
    public string Provider => _provider ??= catalog.ProviderName(facts.Description.Provider);

    /// <summary>What the resource is.</summary>
    public ResourceKind Kind => _kind ??= ResourceKinds.Of(facts.Description);

    /// <summary>Who depends on it.</summary>
    public EnvironmentKind Environment => _environment ??= Environments.Of(facts, policy);

    /// <summary>True when it runs programs on a size that was chosen.</summary>
    public bool IsSized => Kind is ResourceKind.Machine or ResourceKind.Database;

    /// <summary>Its machine type; null when the catalogue does not know it.</summary>
    public MachineType? Machine
    {
        get
        {
            FindMachine();
            return _machine;
        }
    }

    /// <summary>
    /// True when a managed database runs on a machine type that the catalogue knows for machines alone: sizes of a family cost
    /// in the same proportion, families do not.
    /// </summary>
    public bool IsMachineOfDatabase
    {
        get
        {
            FindMachine();
            return _isOfDatabase;
        }
    }

    /// <summary>True when a commitment pays for it: what is switched off is charged all the same.</summary>
    public bool IsCommitted =>
        facts.Description.PricingCategory == "Committed" || facts.Description.CommitmentDiscountId.Length > 0;

    /// <summary>How many days of evidence are looked at.</summary>
    public int LookBackDays => policy.LookBackDays;

    /// <summary>A month of it, as the look-back went.</summary>
    public decimal MonthlyCost => _monthlyCost ??= facts.Costs.CostPerMonth(LookBackDays);

    /// <summary>How long it has been charged for, days.</summary>
    public double AgeDays => (facts.NowSeconds - facts.FirstChargeSeconds) / 86_400.0;

    /// <summary>A metric that is known for the whole look-back, up to now; null for none.</summary>
    public MetricFacts? Settled(string metric) => Settled(metric, LookBackDays);

    /// <summary>A metric that is known for so many days, up to now; null for none.</summary>
    /// <param name="metric">Its name.</param>
    /// <param name="days">How many days its samples have to span.</param>
    public MetricFacts? Settled(string metric, int days)
    {
        if (facts.Metrics.Count == 0)
        {
            return null;
        }

        if (!_settled.TryGetValue((metric, days), out var known))
        {
            known = facts.Metric(metric) is { } found && IsSettled(found, days) ? found : null;
            _settled.Add((metric, days), known);
        }

        return known;
    }

    private void FindMachine()
    {
        if (_machineIsKnown)
        {
            return;
        }

        (_machine, _machineIsKnown) = (catalog.MachineOf(facts.Description), true);
        var meter = facts.Description.SkuMeter;
        var at = _machine is null && Kind == ResourceKind.Database
            ? meter.IndexOf(DatabasePrefix, StringComparison.OrdinalIgnoreCase)
            : -1;
        if (at >= 0 && catalog.Machine(facts.Description.Provider, meter[(at + DatabasePrefix.Length)..]) is { } machine)
        {
            (_machine, _isOfDatabase) = (machine, true);
        }
    }

    private bool IsSettled(MetricFacts metric, int days)
    {
        if (metric.DaysSeen < days - HalfDay || metric.DaysOld(facts.NowSeconds) > FreshDays)
        {
            return false;
        }

        var looked = Math.Min(days, DayShape.Days - 1);
        var known = 0;
        for (var ago = 0; ago < looked; ago++)
        {
            known += metric.Profile.DayAgo(ago) is null ? 0 : 1;
        }

        return known >= KnownShareMin * looked;
    }
}
