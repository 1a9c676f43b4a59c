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
    /// <param name="coolDown">So long after a change nothing is proposed: what is known is of the time before.</param>
    /// <param name="nowUtc">When it was found.</param>
    public RecommendationOutcome Report(Subject target, IReadOnlyList<Proposal> held, TimeSpan coolDown, DateTimeOffset nowUtc)
    {
        var known = KnownOf(target.Key);
        var live = known.FirstOrDefault(recommendation => recommendation.IsLive);
        if (known.Any(other => other.AppliedUtc > nowUtc - coolDown))
        {
            return RecommendationOutcome.Nothing;
        }

        var best = Best(held.Where(proposal => !IsMuted(known, proposal, nowUtc)), live);
        return (live, best) switch
        {
            (null, null) => RecommendationOutcome.Nothing,
            (null, _) => Propose(target, best, known, nowUtc),
            (_, null) => End(live, RecommendationState.Withdrawn, RecommendationChange.Withdrawn, "What it rested on no longer holds.", nowUtc),
            _ when live.Proposal.Candidate.Rule == best.Candidate.Rule => Refresh(live, best, nowUtc),
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

        var isTold = Milestones.Passed(measured.Realised?.Days ?? 0, realised.Days);
        var isOver = nowUtc - measured.AppliedUtc >= TimeSpan.FromDays(RealisedSaving.DaysMax);
        var next = measured with { Realised = realised, ClosedUtc = isOver ? nowUtc : null };
        next = isTold ? next.Noting(new(nowUtc, RecommendationChange.Measured, "", RecommendationText.Measured(next))) : next;
        Put(next);
        return isTold ? RecommendationOutcome.Of(next) : new([next], []);
    }

    /// <summary>Puts a recommendation in place of what was known of it.</summary>
    public void Put(Recommendation recommendation)
    {
        if (_all.TryAdd(recommendation.Id, recommendation))
        {
            var target = recommendation.Target.Key;
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
            var ids = _byTarget[old.Target.Key];
            ids.Remove(old.Id);
            if (ids.Count == 0)
            {
                _byTarget.Remove(old.Target.Key);
            }
        }
    }

    private List<Recommendation> KnownOf(string target) =>
        _byTarget.TryGetValue(target, out var ids) ? [.. ids.Select(id => _all[id])] : [];

    private static bool IsMuted(List<Recommendation> known, Proposal proposal, DateTimeOffset nowUtc)
    {
        // What would save much more than what was rejected is another question.
        const decimal MuchMore = 1.5m;
        return known.Exists(other => other.State is RecommendationState.Rejected or RecommendationState.RolledBack
            && other.MutedUntilUtc > nowUtc
            && other.Proposal.Candidate.Rule == proposal.Candidate.Rule
            && proposal.Estimate.Saving.Expected < MuchMore * Math.Abs(other.Proposal.Estimate.Saving.Expected));
    }

    private Proposal? Best(IEnumerable<Proposal> held, Recommendation? live)
    {
        var ranked = held
            .Select(proposal => (Proposal: proposal, Rank: RankOf(proposal, live)))
            .OrderBy(one => one.Proposal.Sla.Outcome == Sla.SlaOutcome.Blocked)
            .ThenByDescending(one => one.Rank)
            .ThenByDescending(one => one.Proposal.Estimate.Saving.Expected)
            .ThenBy(one => one.Proposal.Candidate.Rule, StringComparer.Ordinal)
            .ToList();
        return ranked.Count == 0 ? null : ranked[0].Proposal;
    }

    private double RankOf(Proposal proposal, Recommendation? live)
    {
        var rank = proposal.Rank(TrustIn(proposal.Candidate.Rule).Factor);
        return live?.Proposal.Candidate.Rule == proposal.Candidate.Rule ? ClearlyBetter * rank : rank;
    }

    private RecommendationOutcome Propose(Subject target, Proposal best, List<Recommendation> known, DateTimeOffset nowUtc)
    {
        var before = known.LastOrDefault(other => other.State == RecommendationState.Withdrawn
            && other.Proposal.Candidate.Rule == best.Candidate.Rule && other.ClosedUtc > nowUtc - ReopenedWithin);
        var proposed = before is not null
            ? before with { Proposal = best, State = RecommendationState.Proposed, RefreshedUtc = nowUtc, ClosedUtc = null }
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

    private RecommendationOutcome Refresh(Recommendation live, Proposal best, DateTimeOffset nowUtc)
    {
        // Told against what was last told: many small steps are a large one.
        if (best.IsMaterialChangeOf(live.Proposal))
        {
            var refreshed = live with { Proposal = best, RefreshedUtc = nowUtc };
            refreshed = refreshed.Noting(new(nowUtc, RecommendationChange.Refreshed, "", best.Candidate.Reason));
            Put(refreshed);
            return RecommendationOutcome.Of(refreshed);
        }

        var seen = live with { RefreshedUtc = nowUtc };
        Put(seen);
        return Half(live.RefreshedUtc) == Half(nowUtc) ? RecommendationOutcome.Nothing : new([seen], []);
    }

    // That it still holds is stored twice a day; a restart forgets no more than that.
    private static long Half(DateTimeOffset time) => time.UtcTicks / (TimeSpan.TicksPerDay / 2);

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
