using System.Diagnostics.Metrics;
using CostIntel.TestKit;

namespace CostIntel.Embedded.Orleans.Tests;

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>What a call and an activation cost in memory. Alone, because the counts are those of the process.</summary>
[Collection(nameof(Alone))]
public sealed class CostTests
{
    [Fact]
    public async Task A_call_allocates_its_request_and_its_task_and_nothing_else()
    {
        await using var host = await EmbeddedHost.StartAsync();
        var grain = host.Grain<IProbeGrain>("calls");
        await CallOften(grain, 20_000);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        await CallOften(grain, 100_000);
        var perCall = (GC.GetTotalAllocatedBytes(precise: true) - before) / 100_000.0;
        Assert.InRange(perCall, 100, 200); // a request of about 90 bytes and a task of 72
    }

    [Fact]
    public async Task An_activation_takes_less_than_a_kilobyte()
    {
        const int count = 20_000;
        await using var host = await EmbeddedHost.StartAsync(new ManualTime());
        await Activate(host, "warm", 100);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Activate(host, "cold", count);
        var perActivation = (GC.GetTotalMemory(forceFullCollection: true) - before) / (double)count;
        Assert.InRange(perActivation, 100, 1024);
    }

    [Fact]
    public async Task The_number_of_activations_is_measured()
    {
        await using var host = await EmbeddedHost.StartAsync(new ManualTime());
        await Activate(host, "measured", 3);
        var measured = new List<int>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, one) =>
        {
            if (instrument is { Meter.Name: "Microsoft.Orleans", Name: "orleans-catalog-activations" })
            {
                one.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, _, _) => measured.Add(value));
        listener.Start();
        listener.RecordObservableInstruments();
        Assert.Equal([3], measured);
    }

    private static async Task CallOften(IProbeGrain grain, int count)
    {
        var ring = new Task[256];
        Array.Fill(ring, Task.CompletedTask);
        for (var i = 0; i < count; i++)
        {
            var slot = i % ring.Length;
            await ring[slot];
            ring[slot] = grain.Nothing();
        }

        foreach (var call in ring)
        {
            await call;
        }
    }

    private static async Task Activate(EmbeddedHost host, string prefix, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await host.Grain<IProbeGrain>($"{prefix}-{i}").Nothing();
        }
    }
}
