using CostIntel.Domain.Charges;
using CostIntel.Grains.Ingest;

namespace CostIntel.Server.Ingest;

/// <summary>What the server knows of a series that clients send: where its charges go, or what is wrong with it.</summary>
internal sealed class SessionSeries
{
    private SessionSeries(SeriesRef target, bool mayBeNegative, FieldFault? fault) =>
        (Target, MayBeNegative, Fault) = (target, mayBeNegative, fault);

    public SeriesRef Target { get; }

    /// <summary>True where FOCUS allows a negative quantity: corrections, credits, adjustments.</summary>
    public bool MayBeNegative { get; }

    public FieldFault? Fault { get; }

    public static SessionSeries Known(SeriesRef target, ChargeSeries series) =>
        new(target, ChargeValidation.AllowsNegativeQuantity(series), null);

    public static SessionSeries Refused(FieldFault fault) => new(default, false, fault);
}
