using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Grpc.Core;
using Grpc.Net.Client;
using AuditOutcome = CostIntel.Contracts.V1.AuditOutcome;

namespace CostIntel.EndToEnd;

/// <summary>What people do leaves entries that nobody can change unseen.</summary>
public sealed class Audit(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private EngineProcess Engine => fixture.Engine;

    [Fact]
    public async Task A_command_leaves_what_was_asked_and_what_became_of_it()
    {
        using var channel = GrpcChannel.ForAddress(Engine.Url);
        var slos = new SlaService.SlaServiceClient(channel);
        await slos.PutSloAsync(Slo("audited", 0.99), new Metadata { { "x-request-id", "call-1" } });
        await slos.PutSloAsync(Slo("audited", 0.999));
        await Assert.ThrowsAsync<RpcException>(() => slos.PutSloAsync(Slo("audited", 7)).ResponseAsync);

        var entries = await ListAsync(channel, new ListAuditRequest { Subject = "audited" });

        Assert.Equal(
            [AuditOutcome.Refused, AuditOutcome.Asked, AuditOutcome.Done, AuditOutcome.Asked, AuditOutcome.Done, AuditOutcome.Asked],
            entries.Select(entry => entry.Outcome));
        Assert.All(entries, entry => Assert.Equal(("anonymous", "SlaService/PutSlo"), (entry.Actor, entry.Action)));
        Assert.All((int[])[0, 2, 4], at => Assert.Equal(entries[at + 1].Sequence, entries[at].Answers));
        Assert.Contains("0.99", entries[3].Before, StringComparison.Ordinal);
        Assert.Contains("0.999", entries[3].After, StringComparison.Ordinal);
        Assert.Contains("0.999", entries[2].After, StringComparison.Ordinal);
        Assert.Contains("objective", entries[0].Reason, StringComparison.Ordinal);
        Assert.Equal(["call-1", "call-1"], entries.Where(entry => entry.RequestId.Length > 0).Select(entry => entry.RequestId));
    }

    [Fact]
    public async Task An_import_leaves_its_report_and_none_of_its_rows()
    {
        using var channel = GrpcChannel.ForAddress(Engine.Url);
        using var call = new IngestService.IngestServiceClient(channel).ImportStatement();
        await call.RequestStream.WriteAsync(new() { Open = new() { ImportId = "audited-import", Source = "audit" } });
        await call.RequestStream.WriteAsync(new() { Commit = new() });
        await call.RequestStream.CompleteAsync();
        while (await call.ResponseStream.MoveNext(default))
        {
        }

        var entries = await ListAsync(channel, new ListAuditRequest { Subject = "audited-import" });

        Assert.Equal([AuditOutcome.Done, AuditOutcome.Asked], entries.Select(entry => entry.Outcome));
        Assert.Contains("\"report\"", entries[0].After, StringComparison.Ordinal);
        Assert.Contains("\"open\"", entries[1].After, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_a_subscription_and_a_key_are_shown_as_they_were_without_their_secrets()
    {
        using var channel = GrpcChannel.ForAddress(Engine.Url);
        var notifications = new NotificationService.NotificationServiceClient(channel);
        var access = new AccessService.AccessServiceClient(channel);
        for (var i = 0; i < 2; i++)
        {
            await notifications.PutChannelAsync(new()
            {
                ChannelId = "audited-channel", Kind = ChannelKind.Slack, Url = $"https://hooks.example.com/hidden-{i}",
            });
            await notifications.PutSubscriptionAsync(new()
            {
                SubscriptionId = "audited-subscription", ChannelId = "audited-channel", DigestHours = 7 + i,
            });
            await access.CreateKeyAsync(new() { Name = "audited-key", Roles = { Role.Viewer } });
        }

        var put = await AskedAsync(new ListAuditRequest { Subject = "audited-channel" });
        var subscribed = await AskedAsync(new ListAuditRequest { Subject = "audited-subscription" });
        var made = (await AskedAsync(new ListAuditRequest { Action = "CreateKey" }))
            .Where(entry => entry.After.Contains("audited-key", StringComparison.Ordinal))
            .ToList();

        Assert.Equal("", put[1].Before);
        Assert.Contains("\"target\":\"https://hooks.example.com\"", put[0].Before, StringComparison.Ordinal);
        Assert.Contains("\"digest_hours\":7", subscribed[0].Before, StringComparison.Ordinal);
        Assert.Contains("\"digest_hours\":8", subscribed[0].After, StringComparison.Ordinal);
        Assert.Contains("audited-key", made[0].Before, StringComparison.Ordinal);
        Assert.All(put, entry => Assert.DoesNotContain("hidden", entry.Before + entry.After, StringComparison.Ordinal));

        async Task<List<AuditEntry>> AskedAsync(ListAuditRequest request) =>
            [.. (await ListAsync(channel, request)).Where(entry => entry.Outcome == AuditOutcome.Asked)];
    }

    [Fact]
    public async Task The_log_verifies_and_its_export_verifies_without_the_engine()
    {
        using var channel = GrpcChannel.ForAddress(Engine.Url);
        await new SlaService.SlaServiceClient(channel).PutSloAsync(Slo("exported", 0.9));
        var file = fixture.File("audit.jsonl");
        var (_, head, _) = await CliAsync("audit", "head");

        var (asked, said, askError) = await CliAsync("audit", "verify", "--mark", head.Trim());
        Assert.True(asked == 0, askError + said);
        Assert.Equal(0, (await CliAsync("audit", "export", "--file", file)).ExitCode);
        var offline = await Programs.RunCliAsync("http://127.0.0.1:1", "audit", "verify", "--file", file, "--mark", head.Trim());
        Assert.True(offline.ExitCode == 0, offline.Error + offline.Output);
        Assert.Contains("as they were written", offline.Output, StringComparison.Ordinal);

        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("anonymous", "anonymouse", StringComparison.Ordinal));
        var edited = await Programs.RunCliAsync("http://127.0.0.1:1", "audit", "verify", "--file", file);
        Assert.Equal(4, edited.ExitCode);
        Assert.Contains("Entry 1 was edited", edited.Output, StringComparison.Ordinal);
        var (_, list, _) = await CliAsync("audit", "list", "--subject", "exported", "--action", "PutSlo", "--limit", "1");
        Assert.Contains("done", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_goes_on_page_by_page()
    {
        using var channel = GrpcChannel.ForAddress(Engine.Url);
        var slos = new SlaService.SlaServiceClient(channel);
        for (var i = 0; i < 5; i++)
        {
            await slos.DeleteSloAsync(new DeleteSloRequest { SloId = "paged" });
        }

        var entries = await ListAsync(channel, new ListAuditRequest { Subject = "paged", PageSize = 3 });

        Assert.Equal(10, entries.Count);
        Assert.Equal(entries.OrderByDescending(entry => entry.Sequence), entries);
    }

    internal static PutSloRequest Slo(string id, double objective) => new()
    {
        Slo = new Slo { SloId = id, Metric = "latency.p95", Bound = SloBound.AtMost, Threshold = 1, Objective = objective },
    };

    internal static async Task<List<AuditEntry>> ListAsync(GrpcChannel channel, ListAuditRequest request)
    {
        var client = new AuditService.AuditServiceClient(channel);
        var entries = new List<AuditEntry>();
        do
        {
            var page = await client.ListAsync(request);
            entries.AddRange(page.Entries);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return entries;
    }

    private Task<(int ExitCode, string Output, string Error)> CliAsync(params string[] arguments) =>
        Programs.RunCliAsync(Engine.Url, arguments);
}
