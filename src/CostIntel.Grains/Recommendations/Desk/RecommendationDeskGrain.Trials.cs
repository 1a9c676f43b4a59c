using CostIntel.Contracts.Approvals;
using CostIntel.Contracts.Documents;
using CostIntel.Domain.Workflow.Approvals.Trial;
using Google.Protobuf;

namespace CostIntel.Grains.Recommendations.Desk;

/// <content>Tries approval policies on what was recommended.</content>
public sealed partial class RecommendationDeskGrain
{
    /// <inheritdoc/>
    public Task<ReadOnlyMemory<byte>> TryPolicyAsync(ApprovalTrial trial)
    {
        var now = time.GetUtcNow();
        var (present, tried) = (ApprovalDocument.Parse(trial.Present), ApprovalDocument.Parse(trial.Tried));
        var recorded = _book.All
            .Where(one => one.ProposedUtc > now - PolicyTrial.Period)
            .Select(one => RecordedChange.Of(one, now));
        var response = PolicyTrial.Run(present, tried, recorded).ToMessage(trial.DifferencesMax);
        (response.PresentVersion, response.TriedVersion) = (present.Version, tried.Version);
        return Task.FromResult<ReadOnlyMemory<byte>>(response.ToByteArray());
    }
}
