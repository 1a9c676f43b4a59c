using System.Net;
using System.Net.Http.Headers;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>An engine that asks for keys, as people and programs meet it.</summary>
public sealed class Access : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private EngineProcess _engine = null!;
    private string _admin = "";

    public async Task InitializeAsync()
    {
        var generated = await Programs.RunCliAsync("http://127.0.0.1:1", "keys", "generate");
        _admin = generated.Output.Trim();
        await File.WriteAllTextAsync(_folder.File("key"), _admin);
        _engine = await EngineProcess.StartAsync(
            _folder.File("data"),
            EngineProcess.AskForKeys,
            $"--CostIntel:Access:BootstrapKeyFile={_folder.File("key")}");
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_key_that_works_nothing_is_told()
    {
        foreach (var key in (string?[])[null, "", "nonsense", _admin[..^1] + (_admin[^1] == 'a' ? 'b' : 'a'), Another(_admin)])
        {
            var refusal = await Assert.ThrowsAsync<RpcException>(() => QueryAsync(key));
            Assert.Equal(StatusCode.Unauthenticated, refusal.StatusCode);
            Assert.Contains("authorization: Bearer", refusal.Status.Detail, StringComparison.Ordinal);
        }

        using var channel = GrpcChannel.ForAddress(_engine.Url);
        using var stream = new IngestService.IngestServiceClient(channel).Stream();
        var closed = await Assert.ThrowsAsync<RpcException>(() => stream.ResponseStream.MoveNext(default));
        Assert.Equal(StatusCode.Unauthenticated, closed.StatusCode);
    }

    [Fact]
    public async Task Roles_may_do_what_they_are_for_and_nothing_else()
    {
        var viewer = await MakeAsync("viewer");
        var ingester = await MakeAsync("ingester");

        await QueryAsync(viewer);
        var refusal = await Assert.ThrowsAsync<RpcException>(() => QueryAsync(ingester));
        Assert.Equal(StatusCode.PermissionDenied, refusal.StatusCode);
        Assert.Contains("needs the role viewer", refusal.Status.Detail, StringComparison.Ordinal);
        var (exitCode, _, error) = await CliAsync(viewer, "keys", "list");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("needs the role admin", error, StringComparison.Ordinal);
        var (_, who, _) = await CliAsync(ingester, "keys", "whoami");
        Assert.Equal("test-ingester of tenant default: ingester", who.Trim());
    }

    [Fact]
    public async Task Keys_are_listed_rotated_and_revoked()
    {
        var key = await MakeAsync("viewer", "to-rotate");
        var id = key.Split('_')[2];
        var (_, rotated, _) = await CliAsync(_admin, "keys", "rotate", id, "--overlap-hours", "1");
        var replacement = rotated.Trim().Split('\n')[^1].Trim();
        await QueryAsync(key);
        await QueryAsync(replacement);

        Assert.Equal(0, (await CliAsync(_admin, "keys", "revoke", replacement.Split('_')[2])).ExitCode);

        var (_, list, _) = await CliAsync(_admin, "keys", "list");
        Assert.Contains("first-admin", list, StringComparison.Ordinal);
        Assert.Contains(replacement.Split('_')[2], list, StringComparison.Ordinal);
        Assert.DoesNotContain(key, list, StringComparison.Ordinal);
        await AssertRefusedSoonAsync(replacement);
        var (exitCode, _, error) = await CliAsync(_admin, "keys", "revoke", _admin.Split('_')[2]);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("last key of an admin", error, StringComparison.Ordinal);
        Assert.DoesNotContain(key, _engine.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(_admin, _engine.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_without_keys_prints_the_first_one_once()
    {
        using var folder = new TemporaryFolder();
        await using var engine = await EngineProcess.StartAsync(folder.FullName, EngineProcess.AskForKeys);
        var printed = engine.Log.Split('\n').Single(line => line.StartsWith("ci_", StringComparison.Ordinal));
        var (exitCode, who, error) = await Programs.RunCliAsync(engine.Url, "keys", "whoami", "--key", printed);
        Assert.True(exitCode == 0, error);
        Assert.Contains("admin", who, StringComparison.Ordinal);

        await engine.StopAsync();
        await engine.StartAgainAsync();

        Assert.Single(engine.Log.Split('\n'), line => line.StartsWith("ci_", StringComparison.Ordinal));
        Assert.Equal(0, (await Programs.RunCliAsync(engine.Url, "keys", "whoami", "--key", printed)).ExitCode);
    }

    [Fact]
    public async Task Pages_for_operators_are_theirs_alone()
    {
        var (viewer, operates) = (await MakeAsync("viewer"), await MakeAsync("operator"));
        using var http = new HttpClient { BaseAddress = new Uri(_engine.WebUrl) };
        foreach (var path in (string[])["/operator", "/operator/partitions"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, path, null));
            Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(http, path, viewer));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, path, operates));
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(http, "/metrics", null));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/metrics", viewer));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/healthz", null));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient http, string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            // As a browser sends what is typed into its prompt.
            var typed = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"anybody:{key}"));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", typed);
        }

        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    [Fact]
    public async Task Tenants_that_choose_the_same_names_stay_apart()
    {
        using var folder = new TemporaryFolder();
        var keyFile = folder.File("key");
        string[] keys = [await GenerateAsync("one"), await GenerateAsync("two")];
        await File.WriteAllTextAsync(keyFile, keys[0]);
        await using var engine = await EngineProcess.StartAsync(
            folder.File("data"), EngineProcess.AskForKeys, $"--CostIntel:Access:BootstrapKeyFile={keyFile}");
        await SendAsync(engine.Url, keys[0], "1.25");
        await engine.StopAsync();
        await File.WriteAllTextAsync(keyFile, keys[1]);
        await engine.StartAgainAsync();
        await SendAsync(engine.Url, keys[1], "2.5");

        Assert.Equal("1.25", await BilledAsync(engine.Url, keys[0]));
        Assert.Equal("2.5", await BilledAsync(engine.Url, keys[1]));
    }

    private static async Task<string> GenerateAsync(string tenant) =>
        (await Programs.RunCliAsync("http://127.0.0.1:1", "keys", "generate", "--tenant", tenant)).Output.Trim();

    private static async Task SendAsync(string server, string key, string billedCost)
    {
        var batch = new UsageBatch { Sequence = 1 };
        batch.Series.Add(new Series
        {
            Provider = "aws", BillingAccountId = "1", ResourceId = "i-1", ServiceName = "Compute", ServiceCategory = "Compute",
            ChargeCategory = "Usage", ConsumedUnit = "Hours", BillingCurrency = "USD",
        });
        batch.Records.Add(new UsageRecord
        {
            ChargePeriodStart = Timestamp.FromDateTime(new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc)),
            ChargePeriodEnd = Timestamp.FromDateTime(new DateTime(2026, 11, 1, 1, 0, 0, DateTimeKind.Utc)),
            BilledCost = billedCost, ConsumedQuantity = "1", EventId = "same",
        });
        using var channel = GrpcChannel.ForAddress(server);
        using var call = new IngestService.IngestServiceClient(channel).Stream(Headers(key));
        await call.RequestStream.WriteAsync(new IngestStreamRequest { Open = new IngestOpen { ProducerId = "same" } });
        await call.RequestStream.WriteAsync(new IngestStreamRequest { Batch = batch });
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Equal(0u, call.ResponseStream.Current.Opened.HighestSequence);
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.Equal(1u, call.ResponseStream.Current.Ack.Accepted);
    }

    private static async Task<string> BilledAsync(string server, string key)
    {
        using var channel = GrpcChannel.ForAddress(server);
        var answer = await new CostService.CostServiceClient(channel).QueryCostsAsync(new QueryCostsRequest(), Headers(key));
        return Assert.Single(answer.Totals).BilledCost;
    }

    private static string Another(string key) => key.Replace("ci_default_", "ci_other_", StringComparison.Ordinal);

    private static Metadata Headers(string? key) =>
        key is null ? [] : new Metadata { { "authorization", $"Bearer {key}" } };

    /// <summary>What a key may is remembered for half a minute.</summary>
    private async Task AssertRefusedSoonAsync(string key)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            try
            {
                await QueryAsync(key);
                await Task.Delay(500, limit.Token);
            }
            catch (RpcException refusal) when (refusal.StatusCode == StatusCode.Unauthenticated)
            {
                return;
            }
        }
    }

    private async Task<string> MakeAsync(string role, string? name = null)
    {
        var (exitCode, output, error) = await CliAsync(_admin, "keys", "create", name ?? $"test-{role}", "--role", role);
        Assert.True(exitCode == 0, error);
        return output.Trim().Split('\n')[^1].Trim();
    }

    private Task<(int ExitCode, string Output, string Error)> CliAsync(string key, params string[] arguments) =>
        Programs.RunCliAsync(_engine.Url, [.. arguments, "--key", key]);

    private async Task QueryAsync(string? key)
    {
        using var channel = GrpcChannel.ForAddress(_engine.Url);
        await new CostService.CostServiceClient(channel).QueryCostsAsync(new QueryCostsRequest(), Headers(key));
    }
}
