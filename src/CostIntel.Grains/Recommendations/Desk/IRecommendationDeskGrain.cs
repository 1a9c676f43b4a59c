namespace CostIntel.Grains.Recommendations.Desk;

/// <summary>
/// The recommendations of one tenant, keyed by its canonical id: takes what resources and accounts could save and what
/// people say, in one order. What it has answered to is durable.
/// </summary>
[Alias("costintel.recommendation-desk")]
public interface IRecommendationDeskGrain : IGrainWithStringKey
{
    /// <summary>Takes all that could be done about a target; the same again changes nothing.</summary>
    [Alias("report")]
    Task ReportAsync(AdviceReport report);

    /// <summary>Does what somebody wants about a recommendation.</summary>
    [Alias("command")]
    Task<RecommendationAnswer> CommandAsync(RecommendationCommand command);

    /// <summary>A Recommendation message as it is now; null when it is not known here.</summary>
    [Alias("get")]
    Task<byte[]?> GetAsync(string recommendationId);

    /// <summary>A page of those that are wanted.</summary>
    [Alias("list")]
    Task<RecommendationPage> ListAsync(RecommendationQuestion question);

    /// <summary>What was promised and what has come true: a GetSavingsResponse message.</summary>
    /// <param name="request">A GetSavingsRequest message.</param>
    [Alias("savings")]
    Task<ReadOnlyMemory<byte>> GetSavingsAsync(ReadOnlyMemory<byte> request);

    /// <summary>
    /// What an approval policy would have done with what was recommended in the last 30 days: a TryApprovalPolicyResponse
    /// message.
    /// </summary>
    [Alias("try-policy")]
    Task<ReadOnlyMemory<byte>> TryPolicyAsync(ApprovalTrial trial);

    /// <summary>Takes recommendations up for a change: all of them or none, durable when it returns. Again: nothing changes.</summary>
    [Alias("claim")]
    Task<ClaimAnswer> ClaimAsync(string changeId, string[] recommendationIds);

    /// <summary>Lets go of what a change has taken up and asked nobody for; durable when it returns.</summary>
    [Alias("release")]
    Task ReleaseAsync(string changeId);

    /// <summary>Notes what a change tells of a recommendation; durable when it returns. What is old changes nothing.</summary>
    [Alias("advance")]
    Task AdvanceAsync(ChangeTold told);

    /// <summary>Recommendations as they are; those that are not known are left out.</summary>
    [Alias("members")]
    Task<ChangeMember[]> GetMembersAsync(string[] recommendationIds);

    /// <summary>Sequence of the last event.</summary>
    [Alias("head")]
    Task<long> HeadAsync();
}
