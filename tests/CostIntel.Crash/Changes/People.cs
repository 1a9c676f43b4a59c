using CostIntel.Contracts.V1;
using Grpc.Core;
using Client = CostIntel.Contracts.V1.RecommendationService.RecommendationServiceClient;

namespace CostIntel.Crash.Changes;

/// <summary>Paul wants changes, and Ann approves them; neither minds an engine that is gone for a while.</summary>
internal sealed class People(Crew paul, Crew ann, Fleet fleet)
{
    /// <summary>Wants all changed as the fleet says; returns which change changes what.</summary>
    public async Task<Dictionary<string, CloudMachine[]>> ApplyAllAsync(
        Dictionary<string, string> byResource, CancellationToken cancellation)
    {
        var changes = new Dictionary<string, CloudMachine[]>();
        foreach (var group in fleet.Groups)
        {
            var request = new ApplyRequest { RequestId = $"apply-{group[0].Name}", Comment = "waste" };
            request.RecommendationIds.AddRange(group.Select(machine => byResource[machine.Name]));
            changes.Add(
                await paul.AskAsync(channel => ApplyAsync(new Client(channel), request, cancellation), cancellation), group);
        }

        var unapproved = new ApplyRequest { RequestId = "unapproved", RecommendationIds = { byResource[fleet.Unapproved.Name] } };
        await paul.AskAsync(channel => ApplyAsync(new Client(channel), unapproved, cancellation), cancellation);
        return changes;
    }

    private static async Task<string> ApplyAsync(Client client, ApplyRequest request, CancellationToken cancellation)
    {
        try
        {
            return (await client.ApplyAsync(request, cancellationToken: cancellation)).ChangeId;
        }
        catch (RpcException begun) when (begun.StatusCode == StatusCode.FailedPrecondition && request.RecommendationIds.Count == 1)
        {
            // The policy approves it without being asked, and the engine was quicker.
            return request.RecommendationIds[0];
        }
    }

    /// <summary>Approves what waits for the team, as it was seen; all but what nobody is to approve.</summary>
    public async Task ApproveAllAsync(Dictionary<string, string> byResource, CancellationToken cancellation)
    {
        var unapproved = byResource[fleet.Unapproved.Name];
        while (true)
        {
            var waiting = await ann.AskAsync(
                channel => new Client(channel).ListAsync(
                    new() { States = { RecommendationState.PendingApproval }, PageSize = 1000 }, cancellationToken: cancellation).ResponseAsync,
                cancellation);
            foreach (var one in waiting.Recommendations.Where(one => one.RecommendationId != unapproved && one.ChangeId.Length > 0))
            {
                await ann.TryAsync(channel => ApproveAsync(new Client(channel), one.ChangeId, cancellation), cancellation);
            }

            await Task.Delay(200, cancellation);
        }
    }

    private static async Task ApproveAsync(Client client, string changeId, CancellationToken cancellation)
    {
        try
        {
            var seen = await client.GetChangeAsync(new() { ChangeId = changeId }, cancellationToken: cancellation);
            await client.ApproveAsync(
                new()
                {
                    ChangeId = changeId,
                    PlanHash = seen.Plan.PlanHash,
                    StateHash = seen.Plan.StateHash,
                    RequestId = $"approve-{changeId}-{seen.Plan.StateHash}",
                },
                cancellationToken: cancellation);
        }
        catch (RpcException late) when (late.StatusCode is StatusCode.FailedPrecondition)
        {
            // It has gone on since it was listed.
        }
    }

    /// <summary>Says that a step was done.</summary>
    public Task<ReportStepResponse> ReportAsync(string changeId, string key, CancellationToken cancellation) => paul.AskAsync(
        channel => new Client(channel).ReportStepAsync(
            new() { ChangeId = changeId, Key = key, Outcome = StepOutcome.Done, Text = "done at last" }, cancellationToken: cancellation).ResponseAsync,
        cancellation);
}
