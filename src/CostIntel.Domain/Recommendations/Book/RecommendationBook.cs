using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations.Savings;

namespace CostIntel.Domain.Recommendations.Book;

/// <summary>
/// The recommendations of a tenant that wait or are measured, and those that ended lately. Plain memory: the same reports
/// in the same order make the same recommendations.
/// </summary>
/// <remarks>
/// Of what could be done about one resource only one thing is proposed, so that proposals never contradict each other: the
/// best that breaks no SLO. It stays until another is clearly better.
/// </remarks>
public sealed class RecommendationBook
{
    /// <summary>How long a book remembers what has ended.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(100);

    // Another has to be so many times as good to take its place: small changes would make them take turns.
    private const double ClearlyBetter = 1.2;
    // A day more than is measured, so that the last whole day is.
    private static readonly TimeSpan MeasuredFor = TimeSpan.FromDays(RealisedSaving.DaysMax + 1);
    private static readonly TimeSpan BlockedFor = TimeSpan.FromDays(1);
    // What a change has just gone wrong with is left alone until somebody had the time to look.
    private static readonly TimeSpan PausedFor = TimeSpan.FromDays(1);
    private static readonly TimeSpan ReopenedWithin = TimeSpan.FromDays(7);

    private readonly Dictionary<RecommendationId, Recommendation> _all = [];
    private readonly Dictionary<string, List<RecommendationId>> _byTarget = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RuleTrust> _trust = new(StringComparer.Ordinal);

    /// <summary>Starts with what was stored.</summary>
    public RecommendationBook(IEnumerable<Recommendation> recommendations)
    {
        foreach (var recommendation in recommendations.OrderBy(recommendation => recommendation.ProposedUtc))
        {
            Put(recommendation);
        }
    }

    /// <summary>All that are known here.</summary>
    public IReadOnlyCollection<Recommendation> All => _all.Values;

    /// <summary>One of them; null when it is not known, or ended long ago.</summary>
    public Recommendation? Find(RecommendationId id) => _all.GetValueOrDefault(id);

    /// <summary>How far promises of a rule came true.</summary>
    public RuleTrust TrustIn(string rule)
    {
        if (!_trust.TryGetValue(rule, out var trust))
        {
            _trust[rule] = trust = RuleTrust.Of(rule, _all.Values
                .Where(other => other.Proposal.Candidate.Rule == rule)
                .Where(other => other.State == RecommendationState.RolledBack || other.Realised is not null)
                .Select(other => other.State == RecommendationState.RolledBack ? null : other.Realised));
        }

        return trust;
    }

    /// <summary>By what a recommendation is ranked.</summary>
    public double RankOf(Recommendation recommendation) =>
        recommendation.Proposal.Rank(TrustIn(recommendation.Proposal.Candidate.Rule).Factor);

    /// <summary>Takes all that could be done about a target, as it is found now: nothing when nothing holds any more.</summary>
    /// <param name="target">What it is about.</param>
    /// <param name="held">What could be done.</param>
    /// <param name="minimumConfidence">Less confidence, with trust in the rule, is not proposed.</param>
    /// <param name="coolDown">So long after a change nothing is proposed: what is known is of the time before.</param>
    /// <param name="nowUtc">When it was found.</param>
    public RecommendationOutcome Report(Subject target, IReadOnlyList<Proposal> held, double minimumConfidence, TimeSpan coolDown, DateTimeOffset nowUtc)
    {
        var known = KnownOf(KeyOf(target));
        if (UnderwayOf(target) is { } underway)
        {
            return Follow(underway, target, held, nowUtc);
        }

        var live = known.FirstOrDefault(recommendation => recommendation.IsLive);
        var isCooling = known.Exists(other => other.AppliedUtc > nowUtc - coolDown
            || (other.State is RecommendationState.RolledBack or RecommendationState.Failed && other.ClosedUtc > nowUtc - PausedFor));
        var best = Best(
            isCooling ? [] : held.Where(proposal => IsSure(proposal, minimumConfidence) && !IsMuted(known, proposal, nowUtc)), live, nowUtc);
        return (live, best) switch
        {
            (null, null) => RecommendationOutcome.Nothing,
            (null, _) => Propose(target, best, known, nowUtc),
            (_, null) => End(live, RecommendationState.Withdrawn, RecommendationChange.Withdrawn, "What it rested on no longer holds.", nowUtc),
            _ when live.Proposal.Candidate.Rule == best.Candidate.Rule => Refresh(live, target, best, nowUtc),
            _ => Supersede(live, target, best, known, nowUtc),
        };
    }

    /// <summary>Notes what a recommendation has saved.</summary>
    public RecommendationOutcome Measure(RecommendationId id, RealisedSaving realised, DateTimeOffset nowUtc)
    {
        if (Find(id) is not { State: RecommendationState.Applied, ClosedUtc: null } measured || measured.Realised == realised)
        {
            return RecommendationOutcome.Nothing;
        }

        var next = measured with { Realised = realised };
        var isTold = Milestones.Passed(measured.Realised?.Days ?? 0, realised.Days);
        next = isTold ? next.Noting(new(nowUtc, RecommendationChange.Measured, "", RecommendationText.Measured(next))) : next;
        Put(next);
        return isTold ? RecommendationOutcome.Of(next) : new([next], []);
    }

    /// <summary>Ends the measuring of what was applied long enough ago.</summary>
    public RecommendationOutcome EndMeasuring(DateTimeOffset nowUtc)
    {
        var over = _all.Values
            .Where(one => one is { State: RecommendationState.Applied, ClosedUtc: null } && one.AppliedUtc < nowUtc - MeasuredFor)
            .Select(one => one with { ClosedUtc = nowUtc })
            .ToList();
        over.ForEach(Put);
        return new(over, []);
    }

    /// <summary>Other recommendations of the same target that wait for a decision.</summary>
    public IEnumerable<Recommendation> OthersOf(Recommendation recommendation) =>
        KnownOf(KeyOf(recommendation.Target)).Where(other => other.IsLive && other.Id != recommendation.Id);

    /// <summary>The one of a target that is being carried out; null when none is.</summary>
    public Recommendation? UnderwayOf(Subject target) => KnownOf(KeyOf(target)).Find(one => one.IsUnderway);

    /// <summary>Live ones that nobody has found to hold since a time: of targets that are silent, or gone.</summary>
    public IReadOnlyList<Recommendation> Unseen(DateTimeOffset sinceUtc) =>
        [.. _all.Values.Where(one => (one.IsLive || (one.IsUnderway && one.IsBeforeStart)) && one.RefreshedUtc < sinceUtc)];

    /// <summary>Puts a recommendation in place of what was known of it.</summary>
    public void Put(Recommendation recommendation)
    {
        if (_all.TryAdd(recommendation.Id, recommendation))
        {
            var target = KeyOf(recommendation.Target);
            (_byTarget.TryGetValue(target, out var ids) ? ids : _byTarget[target] = []).Add(recommendation.Id);
        }

        _all[recommendation.Id] = recommendation;
        if (recommendation.AppliedUtc is not null)
        {
            _trust.Remove(recommendation.Proposal.Candidate.Rule);
        }
    }

    /// <summary>Forgets what ended long before a time.</summary>
    public void Forget(DateTimeOffset nowUtc)
    {
        foreach (var old in _all.Values.Where(other => other.ClosedUtc < nowUtc - Kept).ToList())
        {
            _all.Remove(old.Id);
            var ids = _byTarget[KeyOf(old.Target)];
            ids.Remove(old.Id);
            if (ids.Count == 0)
            {
                _byTarget.Remove(KeyOf(old.Target));
            }
        }
    }

    private List<Recommendation> KnownOf(string target) =>
        _byTarget.TryGetValue(target, out var ids) ? [.. ids.Select(id => _all[id])] : [];

    // What a resource costs in another currency is still the same resource.
    private static string KeyOf(Subject target) => target.IsResource ? target.Resource : target.Key;

    private bool IsSure(Proposal proposal, double minimum) =>
        proposal.Candidate.Confidence * TrustIn(proposal.Candidate.Rule).Factor >= minimum;

    private static bool IsMuted(List<Recommendation> known, Proposal proposal, DateTimeOffset nowUtc)
    {
        // What would save much more than what was rejected is another question.
        const decimal MuchMore = 1.5m;
        return known.Exists(other =>
            other.State is RecommendationState.Rejected or RecommendationState.RolledBack or RecommendationState.Failed
            && other.MutedUntilUtc > nowUtc
            && other.Proposal.Candidate.Rule == proposal.Candidate.Rule
            && proposal.Estimate.Saving.Expected < MuchMore * Math.Abs(other.Proposal.Estimate.Saving.Expected));
    }

    private Proposal? Best(IEnumerable<Proposal> held, Recommendation? live, DateTimeOffset nowUtc)
    {
        var ranked = held
            .Select(proposal => (Proposal: proposal, Rank: RankOf(proposal, live)))
            .OrderBy(one => IsOut(one.Proposal, live, nowUtc))
            .ThenByDescending(one => one.Rank)
            .ThenByDescending(one => one.Proposal.Estimate.Saving.Expected)
            .ThenBy(one => one.Proposal.Candidate.Rule, StringComparer.Ordinal)
            .ToList();
        return ranked.Count == 0 ? null : ranked[0].Proposal;
    }

    // At the edge of an objective a change is blocked one hour and not the next: one that is proposed has a day.
    private static bool IsOut(Proposal proposal, Recommendation? live, DateTimeOffset nowUtc) =>
        proposal.Sla.Outcome == Sla.SlaOutcome.Blocked
        && !(live?.Proposal.Candidate.Rule == proposal.Candidate.Rule && (live.BlockedSinceUtc ?? nowUtc) > nowUtc - BlockedFor);

    private double RankOf(Proposal proposal, Recommendation? live)
    {
        var rank = proposal.Rank(TrustIn(proposal.Candidate.Rule).Factor);
        return live?.Proposal.Candidate.Rule == proposal.Candidate.Rule ? ClearlyBetter * rank : rank;
    }

    private RecommendationOutcome Propose(Subject target, Proposal best, List<Recommendation> known, DateTimeOffset nowUtc)
    {
        var before = known.LastOrDefault(other =>
            other.State is RecommendationState.Withdrawn or RecommendationState.Superseded or RecommendationState.Expired
            && other.Proposal.Candidate.Rule == best.Candidate.Rule && other.ClosedUtc > nowUtc - ReopenedWithin);
        var proposed = before is not null
            ? before with
            {
                Target = target,
                Proposal = best,
                LastTold = null,
                State = RecommendationState.Proposed,
                RefreshedUtc = nowUtc,
                ClosedUtc = null,
                SupersededBy = null,
                ChangeId = "",
                IsHeld = true,
            }
            : new Recommendation
            {
                Id = RecommendationId.Of(target.Key, best.Candidate.Rule, nowUtc),
                Target = target,
                Proposal = best,
                State = RecommendationState.Proposed,
                ProposedUtc = nowUtc,
                RefreshedUtc = nowUtc,
                Timeline = [],
            };
        proposed = proposed.Noting(new(nowUtc, RecommendationChange.Proposed, "", best.Candidate.Reason));
        Put(proposed);
        return RecommendationOutcome.Of(proposed);
    }

    private RecommendationOutcome Refresh(Recommendation live, Subject target, Proposal best, DateTimeOffset nowUtc)
    {
        // Against what was last told: many small steps are a large one.
        var told = live.LastTold ?? live.Proposal;
        var isTold = best.IsMaterialChangeOf(told);
        var seen = live with
        {
            Target = target,
            Proposal = best,
            LastTold = isTold ? null : told,
            RefreshedUtc = nowUtc,
            BlockedSinceUtc = best.Sla.Outcome == Sla.SlaOutcome.Blocked ? live.BlockedSinceUtc ?? nowUtc : null,
        };
        seen = isTold ? seen.Noting(new(nowUtc, RecommendationChange.Refreshed, "", best.Candidate.Reason)) : seen;
        Put(seen);
        if (isTold)
        {
            return RecommendationOutcome.Of(seen);
        }

        return Half(live.RefreshedUtc) == Half(nowUtc) ? RecommendationOutcome.Nothing : new([seen], []);
    }

    // That it still holds is stored twice a day; a restart forgets no more than that.
    private static long Half(DateTimeOffset time) => time.UtcTicks / (TimeSpan.TicksPerDay / 2);

    // Nothing else is proposed of what is being changed. Whether the change still rests on something is the change's to judge.
    private RecommendationOutcome Follow(
        Recommendation underway, Subject target, IReadOnlyList<Proposal> held, DateTimeOffset nowUtc)
    {
        if (!underway.IsBeforeStart)
        {
            return RecommendationOutcome.Nothing;
        }

        if (held.FirstOrDefault(proposal => proposal.Candidate.Rule == underway.Proposal.Candidate.Rule) is { } still)
        {
            return Refresh(underway with { IsHeld = true }, target, still, nowUtc);
        }

        Put(underway with { IsHeld = false });
        return RecommendationOutcome.Nothing;
    }

    private RecommendationOutcome Supersede(
        Recommendation live, Subject target, Proposal best, List<Recommendation> known, DateTimeOffset nowUtc)
    {
        var proposed = Propose(target, best, known, nowUtc);
        var id = proposed.Touched[0].Id;
        return End(
            live with { SupersededBy = id },
            RecommendationState.Superseded,
            RecommendationChange.Superseded,
            $"{id} ({best.Candidate.Rule}) is better.",
            nowUtc).Then(proposed);
    }

    private RecommendationOutcome End(
        Recommendation live, RecommendationState state, RecommendationChange change, string text, DateTimeOffset nowUtc)
    {
        var ended = (live with { State = state, ClosedUtc = nowUtc }).Noting(new(nowUtc, change, "", text));
        Put(ended);
        return RecommendationOutcome.Of(ended);
    }
}
