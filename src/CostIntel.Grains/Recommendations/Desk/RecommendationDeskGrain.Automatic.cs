using CostIntel.Contracts.Documents;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Grains.Changes;
using CostIntel.Grains.Recommendations.Settings;
using Microsoft.Extensions.Logging;
using RecommendationId = CostIntel.Domain.Recommendations.Book.RecommendationId;

namespace CostIntel.Grains.Recommendations.Desk;

/// <content>Takes up what the approval policy approves without asking anybody.</content>
public sealed partial class RecommendationDeskGrain
{
    private const int OpenedAtOnce = 32;

    private readonly Queue<RecommendationId> _mayBeAutomatic = new();
    private bool _isTakingUp;

    // Those that are looked at again with the rest are found then, if they are not now.
    private void TakeUpLater(IEnumerable<Recommendation> live)
    {
        foreach (var one in live.Where(one => one.IsLive))
        {
            _mayBeAutomatic.Enqueue(one.Id);
        }

        if (!_isTakingUp && _mayBeAutomatic.Count > 0)
        {
            _isTakingUp = true;
            _ = TakeUpAsync();
        }
    }

    private async Task TakeUpAsync()
    {
        try
        {
            var settings = await GrainFactory.GetGrain<ITenantSettingsGrain>(_tenant).GetAsync();
            var policy = ApprovalDocument.Parse(settings.Approvals);
            var isAnyAutomatic = policy.Rules.Any(rule => rule.Verdict == RuleVerdict.Approve);
            while (_mayBeAutomatic.Count > 0)
            {
                var some = new List<RecommendationId>();
                while (some.Count < OpenedAtOnce && _mayBeAutomatic.TryDequeue(out var id))
                {
                    if (isAnyAutomatic && _book.Find(id) is { IsLive: true } live && IsAutomatic(policy, live))
                    {
                        some.Add(id);
                    }
                }

                await Task.WhenAll(some.Distinct().Select(OpenAsync));
            }
        }
        catch (Exception failure)
        {
            LogNotTakenUp(logger, _tenant, failure);
            _mayBeAutomatic.Clear();
        }

        _isTakingUp = false;
    }

    private Task OpenAsync(RecommendationId id) => GrainFactory.GetGrain<IChangeGrain>(ChangeKey.Of(_tenant, id.ToString()))
        .OpenAsync(new ChangeOpening([id.ToString()], "", "", "The policy approves it without asking.", true));

    // Whether the budget has room the change itself is told.
    private bool IsAutomatic(ApprovalPolicy policy, Recommendation live) =>
        ApprovalRules.Decide(policy, ApprovalFacts.Of(live), [], time.GetUtcNow()).Requirement is { IsAutomatic: true };

    [LoggerMessage(2603, LogLevel.Warning, "What may be approved without asking for tenant {Tenant} could not be taken up; it is tried again within the hour")]
    private static partial void LogNotTakenUp(ILogger logger, string tenant, Exception failure);
}
