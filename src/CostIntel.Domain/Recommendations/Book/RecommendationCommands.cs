namespace CostIntel.Domain.Recommendations.Book;

/// <summary>What people and programs may say about a recommendation. Saying it twice changes nothing.</summary>
public static class RecommendationCommands
{
    /// <summary>How long a rejection holds unless it says otherwise.</summary>
    public static readonly TimeSpan MutedFor = TimeSpan.FromDays(90);

    /// <summary>It is not wanted, and neither is the like of it for a while.</summary>
    /// <exception cref="RecommendationRefusedException">It does not wait for a decision.</exception>
    public static RecommendationOutcome Reject(
        RecommendationBook book, Recommendation recommendation, string actor, string comment, DateTimeOffset? untilUtc, DateTimeOffset nowUtc)
    {
        if (recommendation.State == RecommendationState.Rejected)
        {
            return RecommendationOutcome.Nothing;
        }

        Require(recommendation, recommendation.IsLive, "rejected");
        return Put(
            book,
            recommendation with
            {
                State = RecommendationState.Rejected, ClosedUtc = nowUtc, MutedUntilUtc = untilUtc ?? nowUtc + MutedFor,
            },
            new(nowUtc, RecommendationChange.Rejected, actor, comment));
    }

    /// <summary>It was done: what it saves is measured from the day after.</summary>
    /// <exception cref="RecommendationRefusedException">It does not wait for a decision, or the time is not in its life.</exception>
    public static RecommendationOutcome Apply(
        RecommendationBook book, Recommendation recommendation, string actor, string comment, DateTimeOffset atUtc, DateTimeOffset nowUtc)
    {
        if (recommendation.State == RecommendationState.Applied)
        {
            return RecommendationOutcome.Nothing;
        }

        // What ended because its evidence changed may have changed because it was done.
        var mayBeDone = recommendation.IsLive
            || recommendation.State is RecommendationState.Withdrawn or RecommendationState.Superseded or RecommendationState.Expired;
        Require(recommendation, mayBeDone, "applied");
        var applied = Put(
            book,
            recommendation with { State = RecommendationState.Applied, AppliedUtc = atUtc, ClosedUtc = null },
            new(nowUtc, RecommendationChange.Applied, actor, comment));
        // What else was proposed rests on how the target was before.
        return book.OthersOf(recommendation).ToList().Aggregate(applied, (all, other) => all.Then(Put(
            book,
            other with { State = RecommendationState.Superseded, ClosedUtc = nowUtc, SupersededBy = recommendation.Id },
            new(nowUtc, RecommendationChange.Superseded, "", $"{recommendation.Id} was applied."))));
    }

    /// <summary>It was undone: the like of it is not proposed for a while, and its rule is trusted less.</summary>
    /// <exception cref="RecommendationRefusedException">It was not applied.</exception>
    public static RecommendationOutcome RollBack(
        RecommendationBook book, Recommendation recommendation, string actor, string comment, DateTimeOffset nowUtc)
    {
        if (recommendation.State == RecommendationState.RolledBack)
        {
            return RecommendationOutcome.Nothing;
        }

        Require(recommendation, recommendation.State == RecommendationState.Applied, "rolled back");
        return Put(
            book,
            recommendation with
            {
                State = RecommendationState.RolledBack, ClosedUtc = nowUtc, MutedUntilUtc = nowUtc + MutedFor,
            },
            new(nowUtc, RecommendationChange.RolledBack, actor, comment));
    }

    private static RecommendationOutcome Put(RecommendationBook book, Recommendation next, RecommendationEntry entry)
    {
        next = next.Noting(entry);
        book.Put(next);
        return RecommendationOutcome.Of(next);
    }

    private static void Require(Recommendation recommendation, bool isAllowed, string wanted)
    {
        if (!isAllowed)
        {
            throw new RecommendationRefusedException(
                $"Recommendation '{recommendation.Id}' is {Name(recommendation.State)} and cannot be {wanted}; "
                + $"{Allowed(recommendation.State)}.");
        }
    }

    private static string Name(RecommendationState state) => state switch
    {
        RecommendationState.RolledBack => "rolled back",
        RecommendationState.RollingBack => "being rolled back",
        RecommendationState.PendingApproval => "waiting for approval",
        _ => state.ToString().ToLowerInvariant(),
    };

    private static string Allowed(RecommendationState state) => state switch
    {
        RecommendationState.Proposed => "it can be rejected or applied",
        RecommendationState.Applied => "it can be rolled back",
        RecommendationState.Superseded or RecommendationState.Withdrawn or RecommendationState.Expired => "it can be applied",
        _ => "it is over",
    };
}
