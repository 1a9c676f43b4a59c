using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;

namespace CostIntel.Domain.Workflow.Approvals.Limits;

/// <summary>Somebody has stopped changes. What is being made already is not touched: it is verified or rolled back.</summary>
/// <param name="Scopes">Which targets are not changed; empty for none at all.</param>
/// <param name="By">Who stopped them.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="SinceUtc">Since when, UTC.</param>
public sealed record StopOrder(IReadOnlyList<Scope> Scopes, string By, string Reason, DateTimeOffset SinceUtc)
{
    /// <summary>Names it when it is taken back.</summary>
    public string Id { get; init; } = "";

    /// <summary>True when it stops changes of a target.</summary>
    public bool Stops(Subject target) => Scopes.Count == 0 || Scopes.Any(scope => scope.Holds(target));
}

/// <summary>Stops all that is not being executed yet, until each order is taken back.</summary>
/// <param name="Orders">Those that hold; empty for none.</param>
public sealed record KillSwitch(IReadOnlyList<StopOrder> Orders)
{
    /// <summary>Nothing is stopped.</summary>
    public static KillSwitch Off { get; } = new([]);

    /// <summary>The oldest order that stops changes of a target; null when none does.</summary>
    public StopOrder? StopFor(Subject target) =>
        Orders.Where(order => order.Stops(target)).MinBy(order => order.SinceUtc);
}
