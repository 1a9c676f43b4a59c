using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;
using static System.FormattableString;

namespace CostIntel.Domain.Recommendations.Recommenders.Storage;

/// <summary>
/// A colder class, or an archive, for objects older than anything that is read; or a colder class although some are read, when
/// fees of retrieval leave a saving. A bucket that is read rarely but fully has reads of old data.
/// </summary>
public sealed class StorageTier : IRecommender
{
    private const double Untouched = 0.85;
    private const double MayTurnOver = 0.75;
    private const decimal Flat = 0.95m;
    private const double ReadAtTimes = 0.7;
    private const double ClassGuessed = 0.85;
    private const double AgeMargin = 1.25;
    private const decimal SavedShareMin = 0.05m;
    private const double SecondsPerMonth = 730 * 3_600;

    /// <inheritdoc/>
    public string Rule => "storage-tier";

    /// <inheritdoc/>
    public Candidate? Judge(Assessment assessment)
    {
        if (assessment.Kind != ResourceKind.Bucket || assessment.Settled("accessed.age") is not { } age)
        {
            return null;
        }

        var named = StorageClasses.Named(assessment, StorageClasses.Object);
        if ((named ?? StorageClasses.Usual(assessment, StorageClasses.Object)) is not { PricePerGiBMonth: > 0 } now)
        {
            return null;
        }

        Plan? best = null;
        foreach (var offer in StorageClasses.Of(assessment, StorageClasses.Object))
        {
            best = Better(best, WithoutReads(assessment, now, offer, age));
            best = Better(best, WithReads(assessment, now, offer));
        }

        return best is null ? null : Propose(assessment, now, age, best, named is not null);
    }

    private static Plan? Better(Plan? one, Plan? other) =>
        one is null || (other is not null && other.SavedShare > one.SavedShare) ? other : one;

    // Older than anything that was ever read.
    private static Plan? WithoutReads(Assessment assessment, StorageClass now, StorageClass offer, MetricFacts age)
    {
        var policy = assessment.Policy.Storage;
        // What has lain there untouched for the least time that is charged will do so again.
        var usual = Math.Max(offer.IsArchive ? policy.ArchiveAfterDays : policy.ColdAfterDays, offer.MinimumDays);
        var days = (int)Math.Max(usual, Math.Ceiling(AgeMargin * Math.Min(age.Profile.Max, 100_000)));
        return PlanOf(assessment, now, offer, days, 0);
    }

    // At the price of reading all that is read from the colder class.
    private static Plan? WithReads(Assessment assessment, StorageClass now, StorageClass offer) =>
        !offer.IsArchive
        && assessment.Settled("disk.read") is { } read
        && assessment.Settled("storage.used") is { LastValue: > 0 } used
            ? PlanOf(
                assessment,
                now,
                offer,
                assessment.Policy.Storage.ColdAfterDays,
                (decimal)(read.Profile.Mean * SecondsPerMonth / used.LastValue) * offer.RetrievalPerGiB / now.PricePerGiBMonth)
            : null;

    // That nobody reads data of some age is seen only while there is data of that age.
    private static Plan? PlanOf(Assessment assessment, StorageClass now, StorageClass offer, int days, decimal fees)
    {
        if (offer.PricePerGiBMonth >= now.PricePerGiBMonth
            || StorageClasses.IsLessDurable(offer)
            || assessment.AgeDays < Math.Max(days + assessment.LookBackDays, offer.MinimumDays))
        {
            return null;
        }

        var older = StoredVolume.OlderShare(assessment.Facts.Costs, days);
        var ratio = 1 - (older * (1 - (offer.PricePerGiBMonth / now.PricePerGiBMonth)));
        var plan = new Plan(offer, days, older, Math.Round(ratio, 6), fees);
        return plan.SavedShare >= SavedShareMin ? plan : null;
    }

    private Candidate Propose(Assessment assessment, StorageClass now, MetricFacts age, Plan plan, bool isNamed)
    {
        var change = new Change
        {
            Action = ActionType.Tier,
            From = now.Name,
            To = plan.Offer.Name,
            PriceRatio = plan.PriceRatio,
            LatencyRatio = plan.Offer.LatencyRatio / (now.LatencyRatio > 0 ? now.LatencyRatio : 1),
            AddedPerMonth = Math.Round(assessment.MonthlyCost * plan.FeesShare, 6),
        };
        var start = plan.FeesShare > 0 ? ReadAtTimes : Untouched;
        // A volume that does not grow is old, or is replaced all the time.
        start *= plan.OlderShare > Flat && assessment.Facts.Metric("retention") is null ? MayTurnOver : 1;
        return new(
            Rule,
            change,
            Confidence.Of(assessment, start * (isNamed ? 1 : ClassGuessed), age),
            plan.Offer.IsArchive ? Effort.Medium : Effort.Low,
            Reason(assessment, age, plan, change),
            [
                new("age of the oldest data read", age.Profile.Max, plan.AfterDays, "d"),
                new("share of older data", (double)plan.OlderShare, null, "1"),
            ],
            assessment.LookBackDays);
    }

    private static string Reason(Assessment assessment, MetricFacts age, Plan plan, Change change)
    {
        var read = plan.FeesShare > 0
            ? $"reads would cost {Sentence.PerMonth(assessment, change.AddedPerMonth)}"
            : Invariant($"nothing older than {age.Profile.Max:0} days is read");
        return Invariant($"{100 * plan.OlderShare:0}% of the data is older than {plan.AfterDays} days and {read}: ")
            + $"it can go to {plan.Offer.Name}.";
    }

    /// <summary>A way to store it.</summary>
    /// <param name="Offer">The class for what is old.</param>
    /// <param name="AfterDays">What is old.</param>
    /// <param name="OlderShare">How much of it is.</param>
    /// <param name="PriceRatio">Storage alone, to what it costs now.</param>
    /// <param name="FeesShare">Retrieval, to what it costs now.</param>
    private sealed record Plan(StorageClass Offer, int AfterDays, decimal OlderShare, decimal PriceRatio, decimal FeesShare)
    {
        public decimal SavedShare => 1 - PriceRatio - FeesShare;
    }
}
