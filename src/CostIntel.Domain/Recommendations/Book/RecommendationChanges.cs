namespace CostIntel.Domain.Recommendations.Book;

/// <summary>What changes do to the recommendations that they carry out. Hearing the same again changes nothing.</summary>
public static class RecommendationChanges
{
    // What could not be done once is not tried again by itself before somebody has had the time to look.
    private static readonly TimeSpan FailedFor = TimeSpan.FromDays(7);

    /// <summary>Takes recommendations up: only this change may carry them out. All of them, or none.</summary>
    /// <exception cref="RecommendationRefusedException">One of them does not wait for that.</exception>
    public static RecommendationOutcome Claim(
        RecommendationBook book, IReadOnlyList<Recommendation> wanted, string changeId)
    {
        var refused = wanted.FirstOrDefault(one => !one.IsLive && one.ChangeId != changeId)
            ?? wanted.FirstOrDefault(one => !one.IsLive && one.State != RecommendationState.Proposed);
        if (refused is not null)
        {
            throw new RecommendationRefusedException(refused.IsUnderway
                ? $"Recommendation '{refused.Id}' is being carried out by change '{refused.ChangeId}'."
                : $"Recommendation '{refused.Id}' is {refused.State} and cannot be carried out.");
        }

        return Put(book, wanted.Where(one => one.ChangeId != changeId).Select(one => one with { ChangeId = changeId, IsHeld = true }));
    }

    /// <summary>Lets go of what a change has taken up and never begun to ask for.</summary>
    public static RecommendationOutcome Release(RecommendationBook book, string changeId) => Put(
        book,
        book.All.Where(one => one.ChangeId == changeId && one.State == RecommendationState.Proposed)
            .Select(one => one with { ChangeId = "" })
            .ToList());

    /// <summary>Notes what a change tells.</summary>
    public static RecommendationOutcome Advance(RecommendationBook book, Recommendation recommendation, ChangeNews news)
    {
        if (recommendation.ChangeId != news.ChangeId
            || (recommendation.ToldBy == news.ChangeId && recommendation.ChangeVersion >= news.Version))
        {
            return RecommendationOutcome.Nothing;
        }

        var next = (Moved(recommendation, news) with
        {
            State = news.State, ChangeVersion = news.Version, ToldBy = news.ChangeId,
        })
            .Noting(new(news.AtUtc, news.Change, news.Actor, news.Text));
        book.Put(next);
        return RecommendationOutcome.Of(next);
    }

    private static Recommendation Moved(Recommendation recommendation, ChangeNews news) => news.State switch
    {
        RecommendationState.Rejected => recommendation with
        {
            ClosedUtc = news.AtUtc, MutedUntilUtc = news.SinceUtc ?? news.AtUtc + RecommendationCommands.MutedFor,
        },
        RecommendationState.RolledBack => recommendation with
        {
            ClosedUtc = news.AtUtc, MutedUntilUtc = news.AtUtc + RecommendationCommands.MutedFor,
        },
        RecommendationState.Failed => recommendation with { ClosedUtc = news.AtUtc, MutedUntilUtc = news.AtUtc + FailedFor },
        RecommendationState.Expired or RecommendationState.Withdrawn or RecommendationState.Superseded =>
            recommendation with { ClosedUtc = news.AtUtc },
        RecommendationState.Applied => recommendation with { ClosedUtc = null, AppliedUtc = news.SinceUtc ?? news.AtUtc },
        _ => recommendation with { ClosedUtc = null },
    };

    // That they are taken up is nothing to tell anybody; the change tells whom it asks.
    private static RecommendationOutcome Put(RecommendationBook book, IEnumerable<Recommendation> next)
    {
        var touched = next.ToList();
        touched.ForEach(book.Put);
        return new(touched, []);
    }
}
