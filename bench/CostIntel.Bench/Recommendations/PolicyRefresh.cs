using System.Diagnostics;
using CostIntel.Contracts.V1;
using Grpc.Net.Client;

namespace CostIntel.Bench.Recommendations;

/// <summary>
/// From a change of policy to the last recommendation of an account that follows it, on a running engine. Every other
/// resource is a disk that belongs to nothing; the rest are disks in use.
/// </summary>
public static class PolicyRefresh
{
    private const string Nothing = "minimum_saving: 1000000000\n";
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    public static async Task<object> RunAsync(string server, int resources)
    {
        using var channel = GrpcChannel.ForAddress(server);
        var account = $"refresh-{Environment.ProcessId}";
        var client = new RecommendationService.RecommendationServiceClient(channel);
        var wasted = await FillAsync(channel, account, resources);
        var withdrawn = await TimeAsync(client, account, Nothing, 0);
        var proposed = await TimeAsync(client, account, "", wasted);
        return new { resources, recommendations = wasted, withdrawnSeconds = withdrawn, proposedSeconds = proposed };
    }

    /// <summary>Streams the resources of an account, and waits until all that is to be recommended is.</summary>
    /// <returns>How many recommendations there are.</returns>
    internal static async Task<int> FillAsync(GrpcChannel channel, string account, int resources)
    {
        var client = new RecommendationService.RecommendationServiceClient(channel);
        await client.PutPolicyAsync(new());
        await WastedDisks.StreamAsync(channel, account, resources);
        var wasted = WastedDisks.WastedOf(resources);
        await UntilAsync(client, account, wasted);
        return wasted;
    }

    private static async Task<double> TimeAsync(
        RecommendationService.RecommendationServiceClient client, string account, string policy, int count)
    {
        var clock = Stopwatch.StartNew();
        await client.PutPolicyAsync(new() { Yaml = policy });
        await UntilAsync(client, account, count);
        return clock.Elapsed.TotalSeconds;
    }

    private static async Task UntilAsync(RecommendationService.RecommendationServiceClient client, string account, int count)
    {
        var request = new ListRecommendationsRequest
        {
            Filters = { new CostFilter { Dimension = "account", Values = { account } } }, PageSize = 1,
        };
        while ((await client.ListAsync(request)).Totals.Sum(total => total.Count) != count)
        {
            await Task.Delay(Between);
        }
    }
}
