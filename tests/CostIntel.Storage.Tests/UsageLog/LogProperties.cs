using CostIntel.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Storage.Tests.UsageLog;

/// <summary>Whatever partitions do and whenever the engine is killed, each finds what it did not cut off.</summary>
public sealed class LogProperties
{
    private const int Partitions = 3;

    [Fact]
    public void Every_history_reads_back_as_a_plain_list_would() => CheckHistories(
        60,
        () => Task.FromResult(new TestStore()),
        async store =>
        {
            var restarted = store.Kill();
            await store.DisposeAsync();
            return restarted;
        });

    [SkippableFact]
    public void Every_history_of_partitions_that_move_between_silos_reads_back_as_a_plain_list_would()
    {
        Skip.If(MariaDbServer.WhyNot is not null, MariaDbServer.WhyNot);
        CheckHistories(15, () => MySqlTestStore.CreateAsync(), async silo =>
        {
            var other = await silo.OpenAgainAsync();
            await silo.DisposeAsync();
            return other;
        });
    }

    private static void CheckHistories<T>(int count, Func<Task<T>> create, Func<T, Task<T>> restart)
        where T : IStoreUnderTest =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(count),
            Prop.ForAll<byte[]>(steps => ReplayAsync(steps, create, restart).GetAwaiter().GetResult()));

    private static async Task ReplayAsync<T>(byte[] steps, Func<Task<T>> create, Func<T, Task<T>> restart)
        where T : IStoreUnderTest
    {
        var model = new Model();
        var store = await create();
        try
        {
            var leases = new Leases(store.Log);
            foreach (var step in steps)
            {
                if (step / Partitions % 5 == 4)
                {
                    store = await restart(store);
                    leases = new Leases(store.Log);
                }
                else
                {
                    await model.ReplayAsync(leases, step % Partitions, step / Partitions % 5, step);
                }
            }

            for (var partition = 0; partition < Partitions; partition++)
            {
                await model.AssertReadAsync(leases, partition);
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

        public Task ReplayAsync(Leases log, int partition, int kind, byte payload) => kind switch
        {
            0 or 1 => Task.WhenAll(Enumerable.Range(0, partition + 1).Select(p => AppendAsync(log, p, payload))),
            2 => CheckpointAsync(log, partition),
            _ => AssertReadAsync(log, partition),
        };

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
