using CostIntel.Contracts.V1;
using CostIntel.Storage.Desks;
using CostIntel.Storage.Sql;

namespace CostIntel.EndToEnd;

/// <summary>What is wrong in the engine's own store is not the end of what is told.</summary>
public sealed class NotificationFaults
{
    private const string Proposed = "io.costintel.recommendation.proposed.v1";

    [Fact]
    public async Task An_event_that_cannot_be_read_becomes_a_dead_letter_and_what_comes_behind_it_arrives()
    {
        await using var notified = await NotifiedEngine.StartAsync();
        await notified.PutHookAsync(Proposed);
        await notified.ProposeAsync("before", 1);
        await notified.TakeUntilAsync(came => came.Count == 1);
        await notified.Engine.StopAsync();
        var file = Path.Combine(notified.Folder, "costintel.db");
        if (!File.Exists(file))
        {
            return; // The build for clusters keeps nothing in a file.
        }

        await SpoilAsync(file);
        await notified.Engine.StartAgainAsync();
        await notified.ProposeAsync("behind", 1);

        await notified.TakeUntilAsync(came => came.Any(one => one.Text.Contains("\"behind\"", StringComparison.Ordinal)));
        var dead = Assert.Single(await notified.ListAsync(DeliveryState.Dead));
        Assert.Equal("io.costintel.unreadable.v1", dead.EventType);
        Assert.StartsWith("It cannot be read:", dead.LastFault, StringComparison.Ordinal);
        await notified.CliAsync("notifications", "redeliver", NotifiedEngine.Hook, dead.DeliveryId);
        await notified.TakeUntilAsync(came => came.Any(one => one.Id == dead.DeliveryId));
    }

    private static async Task SpoilAsync(string file)
    {
        using var database = SqlDatabase.Open(file);
        await using var queue = new SqlCommitQueue(database);
        var desk = DeskStores.Of(database, queue).Recommendations;
        var last = await desk.LastSequenceAsync("default", CancellationToken.None);
        var now = TimeProvider.System.GetUtcNow();
        await desk.CommitAsync(new("default", last, now, [], [[0xff, 0xff, 0xff]], null, null), CancellationToken.None);
    }
}
