using CostIntel.Domain.Charges;
using CostIntel.Domain.Partitions;
using CostIntel.Domain.Telemetry;
using CostIntel.Grains.Ingest;

namespace CostIntel.Server.Ingest;

/// <summary>What the server knows of a series that clients send: where its records go, or what is wrong with it.</summary>
internal sealed class SessionSeries
{
    private SessionSeries(SeriesRef target, FieldFault? fault) => (Target, Fault) = (target, fault);

    public SeriesRef Target { get; }

    /// <summary>True where FOCUS allows a negative quantity: corrections, credits, adjustments.</summary>
    public bool MayBeNegative { get; private init; }

    /// <summary>The metric's name; empty for charges.</summary>
    public string Metric { get; private init; } = "";

    public FieldFault? Fault { get; }

    public static SessionSeries Known(SeriesRef target, ILoggedSeries series) => series switch
    {
        _ when target.IsRefused => Refused(MetricValidation.TooMany),
        MetricSeries metric => new(target, null) { Metric = metric.Metric },
        ChargeSeries charges => new(target, null) { MayBeNegative = ChargeValidation.AllowsNegativeQuantity(charges) },
        _ => throw new NotSupportedException($"{series.GetType()} cannot be sent."),
    };

    public static SessionSeries Refused(FieldFault fault) => new(default, fault);
}
