using System.Diagnostics;
using CostIntel.Bench.Load;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Net.Client;

namespace CostIntel.Bench.Queries;

/// <summary>How long a query over 90 days takes, through a real client, on a running engine.</summary>
public static class QueryLatency
{
    private const int Days = 90;
    private const int Repeats = 60;
    private const long SecondsPerDay = 86_400;

    public static async Task<object> RunAsync(string server, int resources)
    {
        var start = ((TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / SecondsPerDay) - Days) * SecondsPerDay;
        for (var day = 0; day < Days; day++)
        {
            await FillAsync(server, resources, start, day);
        }

        using var channel = GrpcChannel.ForAddress(server, new GrpcChannelOptions { MaxReceiveMessageSize = 64 << 20 });
        var client = new CostService.CostServiceClient(channel);
        return new
        {
            resources,
            days = Days,
            serviceAndRegionMs = await MedianAsync(client, start, "service", "region"),
            regionAndTeamMs = await MedianAsync(client, start, "region", "tag:team"),
            byResourceMs = await MedianAsync(client, start, "resource", "region"),
        };
    }

    private static async Task FillAsync(string server, int resources, long start, int day)
    {
        var options = new LoadOptions(resources, 1_000, 1, 0, 0);
        var batches = new LoadBatches(options, 0, start + (day * SecondsPerDay));
        using var channel = GrpcChannel.ForAddress(server);
        using var call = new IngestService.IngestServiceClient(channel).Stream();
        await call.RequestStream.WriteAsync(
            new IngestStreamRequest { Open = new IngestOpen { ProducerId = $"query-{start}-{day}" } });
        for (var sequence = 1UL; sequence <= (ulong)(resources / 1_000); sequence++)
        {
            await call.RequestStream.WriteAsync(new IngestStreamRequest { Batch = batches.Next(sequence) });
        }

        await call.RequestStream.CompleteAsync();
        while (await call.ResponseStream.MoveNext(CancellationToken.None))
        {
        }
    }

    private static async Task<double> MedianAsync(CostService.CostServiceClient client, long start, params string[] groupBy)
    {
        var request = new QueryCostsRequest
        {
            From = new Timestamp { Seconds = start },
            To = new Timestamp { Seconds = start + (Days * SecondsPerDay) },
            PageSize = 1_000,
        };
        request.GroupBy.AddRange(groupBy);
        var times = new List<double>();
        for (var i = 0; i < Repeats; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            await client.QueryCostsAsync(request);
            times.Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds);
        }

        return times.Skip(Repeats / 3).Order().ElementAt(Repeats / 3);
    }
}
