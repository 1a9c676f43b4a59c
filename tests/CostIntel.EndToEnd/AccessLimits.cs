using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>What callers with a key try that goes beyond it, or that comes twice.</summary>
public sealed class AccessLimits : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private EngineProcess _engine = null!;
    private string _admin = "";

    public async Task InitializeAsync()
    {
        _admin = await GenerateAsync("default");
        await File.WriteAllTextAsync(_folder.File("key"), _admin);
        _engine = await EngineProcess.StartAsync(
            _folder.File("data"),
            EngineProcess.AskForKeys,
            $"--CostIntel:Access:BootstrapKeyFile={_folder.File("key")}");
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Of_calls_with_one_request_id_that_come_at_once_a_single_one_gets_a_key_and_it_works()
    {
        using var channel = GrpcChannel.ForAddress(_engine.Url);
        var access = new AccessService.AccessServiceClient(channel);
        for (var round = 0; round < 5; round++)
        {
            var request = new CreateKeyRequest { Name = "p", Roles = { Role.Viewer }, RequestId = $"r{round}" };
            var texts = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => TryMakeAsync(access, request)));

            var text = Assert.Single(texts.OfType<string>());
            Assert.Equal("p", (await access.WhoAmIAsync(new WhoAmIRequest(), Headers(text))).Name);
        }
    }

    [Theory]
    [InlineData(9_000L * 366 * 86_400, 0)]
    [InlineData(100, -5)]
    [InlineData(59, 0)]
    [InlineData(-100, 0)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public async Task A_lifetime_that_is_none_is_the_callers_fault(long seconds, int nanos)
    {
        using var channel = GrpcChannel.ForAddress(_engine.Url);
        var request = new CreateKeyRequest
        {
            Name = "p", Roles = { Role.Viewer }, Lifetime = new Duration { Seconds = seconds, Nanos = nanos },
        };
        var refusal = await Assert.ThrowsAsync<RpcException>(
            async () => await new AccessService.AccessServiceClient(channel).CreateKeyAsync(request, Headers(_admin)));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Contains("lifetime", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_stream_of_a_revoked_key_ends_within_a_minute()
    {
        using var channel = GrpcChannel.ForAddress(_engine.Url);
        var access = new AccessService.AccessServiceClient(channel);
        var made = await access.CreateKeyAsync(
            new CreateKeyRequest { Name = "p", Roles = { Role.Ingester } }, Headers(_admin));
        using var call = new IngestService.IngestServiceClient(channel).Stream(Headers(made.Text));
        await call.RequestStream.WriteAsync(new IngestStreamRequest { Open = new IngestOpen { ProducerId = "p" } });
        Assert.True(await call.ResponseStream.MoveNext(default));

        await access.RevokeKeyAsync(new RevokeKeyRequest { KeyId = made.Key.KeyId }, Headers(_admin));

        var end = await Assert.ThrowsAsync<RpcException>(
            () => call.ResponseStream.MoveNext(default).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Equal(StatusCode.Unauthenticated, end.StatusCode);
    }

    /// <summary>An event id is free text, so it may look like another tenant's name and id together.</summary>
    [Fact]
    public async Task No_tenant_can_use_up_the_event_ids_of_another()
    {
        const int EnoughForEveryPartition = 400;
        await SendAsync(_admin, "two/same", EnoughForEveryPartition);
        var two = await GenerateAsync("two");
        await _engine.StopAsync();
        await File.WriteAllTextAsync(_folder.File("key"), two);
        await _engine.StartAgainAsync();

        Assert.Equal(1u, (await SendAsync(two, "same", 1)).Accepted);
        Assert.Equal(0u, (await SendAsync(two, "same", 1, "again")).Accepted);
    }

    private static async Task<string> GenerateAsync(string tenant) =>
        (await Programs.RunCliAsync("http://127.0.0.1:1", "keys", "generate", "--tenant", tenant)).Output.Trim();

    private async Task<string?> TryMakeAsync(AccessService.AccessServiceClient access, CreateKeyRequest request)
    {
        try
        {
            return (await access.CreateKeyAsync(request, Headers(_admin))).Text;
        }
        catch (RpcException refusal) when (refusal.StatusCode == StatusCode.AlreadyExists)
        {
            return null;
        }
    }

    private static Metadata Headers(string key) => new() { { "authorization", $"Bearer {key}" } };

    private async Task<IngestAck> SendAsync(string key, string eventId, int resources, string producer = "p")
    {
        var batch = new UsageBatch { Sequence = 1 };
        for (var i = 0; i < resources; i++)
        {
            batch.Series.Add(new Series
            {
                Provider = "aws", BillingAccountId = "1", ResourceId = $"i-{i}", ServiceName = "Compute",
                ServiceCategory = "Compute", ChargeCategory = "Usage", ConsumedUnit = "Hours", BillingCurrency = "USD",
            });
            batch.Records.Add(new UsageRecord
            {
                SeriesIndex = (uint)i, EventId = eventId, BilledCost = "1", ConsumedQuantity = "1",
                ChargePeriodStart = Timestamp.FromDateTime(new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc)),
                ChargePeriodEnd = Timestamp.FromDateTime(new DateTime(2026, 11, 1, 1, 0, 0, DateTimeKind.Utc)),
            });
        }

        using var channel = GrpcChannel.ForAddress(_engine.Url);
        using var call = new IngestService.IngestServiceClient(channel).Stream(Headers(key));
        await call.RequestStream.WriteAsync(new IngestStreamRequest { Open = new IngestOpen { ProducerId = producer } });
        await call.RequestStream.WriteAsync(new IngestStreamRequest { Batch = batch });
        await call.RequestStream.CompleteAsync();
        Assert.True(await call.ResponseStream.MoveNext(default));
        Assert.True(await call.ResponseStream.MoveNext(default));
        return call.ResponseStream.Current.Ack;
    }
}
