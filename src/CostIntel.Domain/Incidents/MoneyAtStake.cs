namespace CostIntel.Domain.Incidents;

/// <summary>What an incident costs, in its currency; estimates, rounded to a millionth.</summary>
/// <param name="Excess">Actual minus expected so far; negative for a drop.</param>
/// <param name="Expected">What was expected of the anomalous buckets.</param>
/// <param name="BurnPerHour">What it costs more (or less) per hour now; 0 when it is over.</param>
/// <param name="ProjectedToMonthEnd">The excess so far, and the burn to the end of the UTC month.</param>
public readonly record struct MoneyAtStake(
    decimal Excess, decimal Expected, decimal BurnPerHour, decimal ProjectedToMonthEnd)
{
    private const int HoursPerDay = 24;
    private const int Digits = 6;
    private const double Largest = 1e20;

    /// <summary>What another day of waiting costs.</summary>
    public decimal WaitingADay => BurnPerHour * HoursPerDay;

    /// <summary>The excess as a share of what was expected; null when nothing was.</summary>
    public decimal? Share => Expected > 0 ? Excess / Expected : null;

    /// <summary>
    /// Adds up what the members cost. A service's total in a region holds the costs of its resources, so of each service
    /// and region the larger of the total and the sum of the resources counts.
    /// </summary>
    /// <param name="members">The series of an incident, all of one currency.</param>
    /// <param name="endSeconds">Up to when the newest bucket goes, Unix seconds UTC.</param>
    public static MoneyAtStake Of(IEnumerable<IncidentMember> members, long endSeconds)
    {
        var (excess, expected, burn) = (0.0, 0.0, 0.0);
        var counted = members.Where(member =>
            member.Subject.Measure == Measure.Cost && member.Standing != Standing.Retracted);
        foreach (var place in counted.GroupBy(member =>
            (member.Subject.Account, member.Subject.ServiceName, member.Subject.RegionId)))
        {
            var (resources, totals) = (Sum(place, true), Sum(place, false));
            var larger = Math.Abs(resources.Excess) >= Math.Abs(totals.Excess) ? resources : totals;
            excess += larger.Excess;
            expected += larger.Expected;
            burn += larger.Burn;
        }

        var projected = excess + (burn * HoursToMonthEnd(endSeconds));
        return new(Money(excess), Money(expected), Money(burn), Money(projected));
    }

    /// <summary>An estimate as money; what money cannot hold counts as the largest amount that it is shown as.</summary>
    public static decimal Money(double estimate) =>
        double.IsNaN(estimate) ? 0 : Math.Round((decimal)Math.Clamp(estimate, -Largest, Largest), Digits);

    private static (double Excess, double Expected, double Burn) Sum(IEnumerable<IncidentMember> members, bool resources)
    {
        var sum = (Excess: 0.0, Expected: 0.0, Burn: 0.0);
        foreach (var member in members.Where(member => member.Subject.IsResource == resources))
        {
            sum = (sum.Excess + member.Excess, sum.Expected + member.Expected, sum.Burn + member.ExcessPerHour);
        }

        return sum;
    }

    private static double HoursToMonthEnd(long seconds)
    {
        var time = DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;
        var monthEnd = new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Utc).AddMonths(1);
        return (monthEnd - time).TotalHours;
    }
}
