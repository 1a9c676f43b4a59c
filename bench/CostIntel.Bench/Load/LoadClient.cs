using System.Diagnostics;
using CostIntel.Contracts.V1;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Bench.Load;

/// <summary>Streams batches for a while, each producer on a stream of its own, and counts what was acknowledged.</summary>
public static class LoadClient
{
    public static async Task<LoadResult> RunAsync(string server, string run, LoadOptions options)
    {
        // The hour that is open, as live usage has it: charges of it are looked at one by one.
        var start = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 3600 * 3600;
        var batches = Enumerable.Range(0, options.Producers).Select(p => new LoadBatches(options, p, start)).ToArray();
        await ProduceAsync(server, $"{run}-warm", options with { Seconds = Math.Max(1, options.Seconds / 4) }, batches);
        return await ProduceAsync(server, run, options, batches);
    }

    private static async Task<LoadResult> ProduceAsync(
        string server, string run, LoadOptions options, LoadBatches[] batches)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(batches.Select((source, p) => Task.Run(() =>
            StreamAsync(server, $"{run}-{p}", options, source, clock))));
        var seconds = clock.Elapsed.TotalSeconds;
        return new LoadResult(counts.Sum(), seconds, counts.Sum() / seconds);
    }

    private static async Task<long> StreamAsync(
        string server, string producer, LoadOptions options, LoadBatches batches, Stopwatch clock)
    {
        using var channel = GrpcChannel.ForAddress(server);
        using var call = new IngestService.IngestServiceClient(channel).Stream();
        await call.RequestStream.WriteAsync(new IngestStreamRequest { Open = new IngestOpen { ProducerId = producer } });
        await call.ResponseStream.MoveNext(CancellationToken.None);
        using var window = new SemaphoreSlim(options.InFlight);
        var acknowledging = AcknowledgeAsync(call.ResponseStream, window);
        var request = new IngestStreamRequest();
        for (var sequence = 1UL; clock.Elapsed.TotalSeconds < options.Seconds; sequence++)
        {
            await window.WaitAsync();
            request.Batch = batches.Next(sequence);
            await call.RequestStream.WriteAsync(request);
        }

        await call.RequestStream.CompleteAsync();
        return await acknowledging;
    }

    private static async Task<long> AcknowledgeAsync(IAsyncStreamReader<IngestStreamResponse> responses, SemaphoreSlim window)
    {
        var accepted = 0L;
        while (await responses.MoveNext(CancellationToken.None))
        {
            accepted += responses.Current.Ack.Accepted;
            window.Release();
        }

        return accepted;
    }
}
