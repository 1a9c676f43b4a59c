using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Unused;

/// <summary>
/// A machine or database that has been stopped for days and is charged for still: its disks, its addresses, its reservation of
/// capacity. A copy is kept when it is known what that costs.
/// </summary>
public sealed class StoppedBilled : IRecommender
{
    private const double LongStopped = 0.9;
    private const double LatelyStopped = 0.75;

    /// <inheritdoc/>
    public string Rule => "stopped-billed";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        var days = assessment.Policy.Idle.StoppedDays;
        if (!assessment.IsSized
            || assessment.Settled("running", days) is not { } running
            || !Quiet.IsNothing(running, days)
            || assessment.Facts.Costs.CostPerHour(days) <= 0)
        {
            return null;
        }

        var stopped = Quiet.DaysOfNothing(running);
        var copy = KeptCopy.PerMonth(assessment);
        var change = new Change
        {
            Action = ActionType.Delete,
            PriceRatio = 0,
            AddedPerMonth = copy ?? 0,
            RollbackPossible = copy is not null,
        };
        var cost = assessment.Facts.Costs.CostPerMonth(days);
        return new(
            Rule,
            change,
            Confidence.OfIdle(assessment, stopped >= 2 * days ? LongStopped : LatelyStopped),
            Effort.Low,
            Invariant($"It has been stopped for at least {stopped} days and still costs {Sentence.PerMonth(assessment, cost)}."),
            [new("days stopped", stopped, days, "d")],
            days);
    }
}
