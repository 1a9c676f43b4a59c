using System.Text.Json;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;

namespace CostIntel.EndToEnd;

/// <summary>Who is told what of changes, and what the audit log keeps of them.</summary>
public sealed class ChangeNotices : IDisposable
{
    private const string Prefix = "io.costintel.recommendation.";
    private const string Executor = "--CostIntel:Execution:Executors:0:";

    private readonly TemporaryFolder _cloud = new();

    public void Dispose() => _cloud.Dispose();

    [Fact]
    public async Task Approvers_get_what_they_need_to_decide()
    {
        await using var notified = await NotifiedEngine.StartAsync();
        await notified.PutHookAsync(Prefix + "approval_asked.v1", Prefix + "rejected.v1");
        await notified.ProposeAsync("asked", 1);
        var client = new RecommendationService.RecommendationServiceClient(notified.Channel);
        var id = await ProposedAsync(notified, client);

        await client.ApplyAsync(new() { RecommendationIds = { id } });
        var letter = Assert.Single(await notified.TakeUntilAsync(came => came.Count == 1));
        await notified.CliAsync("recommendations", "change", id);
        await notified.CliAsync("recommendations", "reject", id, "--comment", "not now");
        var rejected = Assert.Single(await notified.TakeUntilAsync(came => came.Count == 1));

        using var json = JsonDocument.Parse(letter.Body);
        Assert.Equal(Prefix + "approval_asked.v1", json.RootElement.GetProperty("type").GetString());
        Assert.Contains("Asked are", json.RootElement.GetProperty("data").GetProperty("entry").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Contains(Prefix + "rejected.v1", rejected.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_cannot_be_made_calls_a_person_at_once_and_every_decision_and_effect_is_in_the_audit_log()
    {
        await using var notified = await NotifiedEngine.StartAsync(
            Executor + "Name=sim",
            Executor + "Kind=simulated",
            Executor + $"StateFile={_cloud.File("cloud.json")}",
            Executor + "SimulatedFaults:vol-0=IsImpossible");
        await notified.PutHookAsync(Prefix + "approved.v1");
        await notified.Client.PutSubscriptionAsync(new()
        {
            SubscriptionId = "night",
            ChannelId = NotifiedEngine.Hook,
            EventTypes = { Prefix + "person_called.v1", Prefix + "failed.v1" },
            QuietHours = new() { Start = "00:00", End = "23:59" },
            DigestHours = 168,
            MinimumSaving = "1000000",
        });
        await notified.ProposeAsync("failing", 1);
        var client = new RecommendationService.RecommendationServiceClient(notified.Channel);
        var id = await ProposedAsync(notified, client);
        var policies = new PolicyService.PolicyServiceClient(notified.Channel);
        await policies.PutExecutionPolicyAsync(new() { Yaml = "executors:\n  - { name: all, executor: sim }\n" });
        await policies.PutApprovalPolicyAsync(new()
        {
            Yaml = "rules:\n  - { name: safe, when: { risk_max: 0.5 }, approve: { changes_per_day: 10, cost_per_day: 100000 } }\n",
        });
        await client.ApplyAsync(new() { RecommendationIds = { id } });

        var came = await notified.TakeUntilAsync(all => all.Any(one => one.Text.Contains("person_called", StringComparison.Ordinal)));
        Assert.DoesNotContain(came, one => one.Text.Contains(Prefix + "failed.v1", StringComparison.Ordinal));
        Assert.Contains(came, one => one.Text.Contains(Prefix + "approved.v1", StringComparison.Ordinal));
        await notified.UntilAsync(async () => (await NotedAsync(notified, id)).Any(entry => entry.Action == "change.failed"));
        var noted = await NotedAsync(notified, id);
        var given = Assert.Single(noted, entry => entry.Action == "change.approval-given");
        Assert.Contains("\"automatic\":true", given.After, StringComparison.Ordinal);
        Assert.Contains("\"policy_version\":\"", given.After, StringComparison.Ordinal);
        Assert.Contains(noted, entry => entry.Action == "change.operation-sent"
            && entry.After.Contains($"\"key\":\"{id}/apply/0\"", StringComparison.Ordinal));
        Assert.Contains(noted, entry => entry.Action == "change.step-not-done" && entry.Actor.Length == 0);
        Assert.Equal(noted.Count, noted.Select(entry => entry.RequestId).Distinct().Count());
        Assert.All(noted, entry => Assert.StartsWith(id + "/", entry.RequestId, StringComparison.Ordinal));
    }

    private static async Task<List<AuditEntry>> NotedAsync(NotifiedEngine notified, string id) =>
        [.. (await Audit.ListAsync(notified.Channel, new() { Subject = id })).Where(entry => entry.Outcome == AuditOutcome.Noted)];

    private static async Task<string> ProposedAsync(
        NotifiedEngine notified, RecommendationService.RecommendationServiceClient client)
    {
        var found = new ListRecommendationsResponse();
        await notified.UntilAsync(async () =>
            (found = await client.ListAsync(new(), cancellationToken: notified.End)).Recommendations.Count == 1);
        return found.Recommendations[0].RecommendationId;
    }
}
