using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Storage.Tests.UsageLog;

/// <summary>Whatever partitions do and whenever the engine is killed, each finds what it did not cut off.</summary>
public sealed class LogProperties
{
    private const int Partitions = 3;

    [Fact]
    public void Every_history_reads_back_as_a_plain_list_would() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll<byte[]>(steps => ReplayAsync(steps).GetAwaiter().GetResult()));

    private static async Task ReplayAsync(byte[] steps)
    {
        var model = new Model();
        var store = new TestStore();
        try
        {
            for (var i = 0; i < steps.Length; i++)
            {
                var partition = steps[i] % Partitions;
                switch (steps[i] / Partitions % 5)
                {
                    case 0 or 1:
                        var together = Enumerable.Range(0, partition + 1);
                        await Task.WhenAll(together.Select(p => model.AppendAsync(store.Leases, p, steps[i])));
                        break;
                    case 2:
                        await model.CheckpointAsync(store.Leases, partition);
                        break;
                    case 3:
                        await model.AssertReadAsync(store.Leases, partition);
                        break;
                    default:
                        var restarted = store.Kill();
                        await store.DisposeAsync();
                        store = restarted;
                        break;
                }
            }

            for (var partition = 0; partition < Partitions; partition++)
            {
                await model.AssertReadAsync(store.Leases, partition);
            }
        }
        finally
        {
            await store.DisposeAsync();
        }
    }

    private sealed class Model
    {
        private readonly List<byte>[] _entries = [.. Enumerable.Range(0, Partitions).Select(_ => new List<byte>())];
        private readonly int[] _cut = new int[Partitions];

        public Task AppendAsync(Leases log, int partition, byte payload)
        {
            _entries[partition].Add(payload);
            return log.AppendAsync(partition, _entries[partition].Count, new[] { payload });
        }

        public Task CheckpointAsync(Leases log, int partition)
        {
            _cut[partition] = (_cut[partition] + _entries[partition].Count + 1) / 2;
            return log.CheckpointAsync(partition, _cut[partition]);
        }

        public async Task AssertReadAsync(Leases log, int partition)
        {
            var expected = _entries[partition].Select((payload, i) => (Offset: i + 1L, payload)).Skip(_cut[partition]);
            var found = await log.ReadAfterAsync(partition, 0);
            Assert.Equal(expected, found.Select(row => (row.Offset, row.Payload[0])));
            Assert.Equal(_cut[partition], (await log.ReadCheckpointAsync(partition)).Offset);
        }
    }
}
