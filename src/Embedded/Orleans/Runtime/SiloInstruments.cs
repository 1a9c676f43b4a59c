using System.Diagnostics.Metrics;

namespace Orleans.Runtime;

/// <summary>What the host measures, under the meter and instrument names of the runtime whose API it follows.</summary>
internal sealed class SiloInstruments : IDisposable
{
    private readonly Meter _meter = new("Microsoft.Orleans");

    public SiloInstruments(Silo silo) => _meter.CreateObservableGauge(
        "orleans-catalog-activations",
        () => silo.Classes.Sum(grainClass => grainClass.Count),
        description: "Activations in memory.");

    public void Dispose() => _meter.Dispose();
}
