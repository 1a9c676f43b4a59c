namespace CostIntel.Domain.Incidents.Rules;

/// <summary>How the two parts of a minimum impact are joined.</summary>
public enum ImpactJoin
{
    /// <summary>Both must be reached.</summary>
    And = 1,

    /// <summary>One is enough.</summary>
    Or,
}

/// <summary>How much a change of cost must be for it to be raised.</summary>
/// <param name="PerDay">In its currency, at the pace of the bucket for a day; rises and drops alike.</param>
/// <param name="Share">Of what was expected: 0.1 is 10%. What nothing was expected of exceeds every share.</param>
/// <param name="Join">How the two are joined.</param>
public readonly record struct MinimumImpact(decimal PerDay, double Share, ImpactJoin Join)
{
    private const double SecondsPerDay = 86_400;

    /// <summary>1.00 a day and 10%.</summary>
    public static MinimumImpact Default { get; } = new(1, 0.1, ImpactJoin.And);

    /// <summary>True when a finding is large enough. Of other measures than cost only the share counts.</summary>
    public bool IsReachedBy(Finding finding)
    {
        var reachesShare = Math.Abs(finding.Excess) >= Share * Math.Abs(finding.Expected);
        switch (finding.Subject.Measure)
        {
            case Measure.Cost:
                var perDay = Math.Abs(finding.Excess) * SecondsPerDay / finding.StepSeconds;
                var reachesAmount = MoneyAtStake.Money(perDay) >= PerDay;
                return Join == ImpactJoin.And ? reachesAmount && reachesShare : reachesAmount || reachesShare;
            case Measure.Quantity:
                return reachesShare;
            default:
                return true;
        }
    }
}
