using System.Globalization;
using CostIntel.Domain.Money;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Recommendations.Savings;
using Google.Protobuf.WellKnownTypes;
using Proto = CostIntel.Contracts.V1;
using Stored = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.Recommendations;

/// <summary>Recommendations to and from their messages.</summary>
public static class RecommendationMapping
{
    /// <summary>What is stored of a recommendation.</summary>
    public static Stored.StoredRecommendation ToStored(this Recommendation recommendation) => new()
    {
        Target = recommendation.Target.ToStoredTarget(),
        Shown = recommendation.ToMessage(),
        ToldBy = recommendation.ToldBy,
    };

    /// <summary>The recommendation that was stored.</summary>
    public static Recommendation ToDomain(this Stored.StoredRecommendation stored)
    {
        var shown = stored.Shown;
        return new Recommendation
        {
            Id = RecommendationId.Parse(shown.RecommendationId),
            Target = stored.Target.ToDomain(),
            Proposal = shown.ToProposal(),
            State = (RecommendationState)shown.State,
            ProposedUtc = shown.Proposed.ToDateTimeOffset(),
            RefreshedUtc = shown.LastRefresh.ToDateTimeOffset(),
            AppliedUtc = shown.Applied?.ToDateTimeOffset(),
            ClosedUtc = shown.Closed?.ToDateTimeOffset(),
            MutedUntilUtc = shown.MutedUntil?.ToDateTimeOffset(),
            SupersededBy = shown.SupersededBy.Length == 0 ? null : RecommendationId.Parse(shown.SupersededBy),
            Realised = shown.Realised?.ToDomain(),
            ChangeId = shown.ChangeId,
            ChangeVersion = shown.ChangeVersion,
            ToldBy = stored.ToldBy,
            Timeline = [.. shown.Timeline.Select(ToDomain)],
        };
    }

    /// <summary>The message of a recommendation, without what depends on the time and on other recommendations.</summary>
    public static Proto.Recommendation ToMessage(this Recommendation recommendation)
    {
        var target = recommendation.Target;
        var message = new Proto.Recommendation
        {
            RecommendationId = recommendation.Id.ToString(),
            State = (Proto.RecommendationState)recommendation.State,
            Provider = target.Account.Provider,
            BillingAccountId = target.Account.BillingAccountId,
            SubAccountId = target.SubAccountId,
            ResourceId = target.ResourceId,
            ResourceName = target.ResourceName,
            ServiceName = target.ServiceName,
            RegionId = target.RegionId,
            CurrencyCode = target.Unit,
            Proposed = recommendation.ProposedUtc.ToTimestamp(),
            LastRefresh = recommendation.RefreshedUtc.ToTimestamp(),
            Applied = recommendation.AppliedUtc?.ToTimestamp(),
            Closed = recommendation.ClosedUtc?.ToTimestamp(),
            MutedUntil = recommendation.MutedUntilUtc?.ToTimestamp(),
            SupersededBy = recommendation.SupersededBy?.ToString() ?? "",
            Realised = recommendation.Realised?.ToMessage(),
            ChangeId = recommendation.ChangeId,
            ChangeVersion = recommendation.ChangeVersion,
        };
        recommendation.Proposal.Write(message);
        foreach (var (key, value) in target.Tags)
        {
            message.Tags[key] = value;
        }

        message.Timeline.AddRange(recommendation.Timeline.Select(ToMessage));
        return message;
    }

    /// <summary>The message as it is at a time, with trust in its rule.</summary>
    /// <param name="recommendation">Which.</param>
    /// <param name="trust">How far promises of its rule came true.</param>
    /// <param name="nowUtc">The time.</param>
    public static Proto.Recommendation ToMessage(this Recommendation recommendation, RuleTrust trust, DateTimeOffset nowUtc)
    {
        var message = recommendation.ToMessage();
        message.Confidence *= trust.Factor;
        message.Rank = recommendation.Proposal.Rank(trust.Factor);
        message.CostOfWaiting = ExactDecimal.Format(Math.Round(recommendation.CostOfWaiting(nowUtc), 2));
        return message;
    }

    /// <summary>The message of something that happened.</summary>
    public static Proto.RecommendationEntry ToMessage(this RecommendationEntry entry) => new()
    {
        At = entry.AtUtc.ToTimestamp(),
        Change = (Proto.RecommendationChange)entry.Change,
        Actor = entry.Actor,
        Text = entry.Text,
    };

    private static RecommendationEntry ToDomain(Proto.RecommendationEntry entry) => new(
        entry.At.ToDateTimeOffset(), (RecommendationChange)entry.Change, entry.Actor, entry.Text);

    private static Proto.RealisedSaving ToMessage(this RealisedSaving realised) => new()
    {
        Days = realised.Days,
        Spent = ExactDecimal.Format(realised.Spent),
        Expected = ExactDecimal.Format(realised.Expected),
        Saved = new Domain.Recommendations.Saving(realised.SavedLow, realised.Saved, realised.SavedHigh).ToMessage(),
        Promised = ExactDecimal.Format(realised.Promised),
    };

    private static RealisedSaving ToDomain(this Proto.RealisedSaving message)
    {
        var (spent, saved) = (Amount(message.Spent), message.Saved.ToDomain());
        return new(message.Days, spent, Amount(message.Expected), saved.Low + spent, saved.High + spent, Amount(message.Promised));
    }

    private static decimal Amount(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);
}
