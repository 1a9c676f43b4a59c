using CostIntel.Domain.Access;
using CostIntel.Grains.Partitions;
using CostIntel.Server.Access;
using CostIntel.Server.Composition;

namespace CostIntel.Server.Operator;

/// <summary>What an operator watches: throughput, lag, partitions and grain calls, alike in both builds.</summary>
internal static class OperatorPage
{
    private const string Page = "CostIntel.Server.Operator.operator.html";

    public static void Map(WebApplication app)
    {
        var pages = app.MapGroup("/operator").RequireRole(Role.Operator);
        pages.MapGet("/", () => Results.Stream(
            typeof(OperatorPage).Assembly.GetManifestResourceStream(Page)!, "text/html; charset=utf-8"));
        pages.MapGet("/partitions", PartitionsAsync);
    }

    private static async Task<IEnumerable<PartitionRow>> PartitionsAsync(
        IGrainFactory grains, PartitionMap partitions, IPartitionHome home)
    {
        var status = await Task.WhenAll(partitions.All(grains).Select(partition => partition.GetStatusAsync()));
        return status.Select(partition => new PartitionRow(
            partition.Partition,
            home.NameOf(partition.Partition),
            partition.Durable - partition.Dispatched,
            partition.TailBytes,
            partition.Series,
            partition.CheckpointUtc));
    }

    private sealed record PartitionRow(
        int Partition, string Home, long UndispatchedEntries, long TailBytes, int Series, DateTimeOffset CheckpointUtc);
}
