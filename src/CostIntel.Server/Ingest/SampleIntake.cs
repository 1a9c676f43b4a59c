using CostIntel.Domain.Charges;
using CostIntel.Domain.Telemetry;
using CostIntel.Grains.Ingest;
using Google.Protobuf;

namespace CostIntel.Server.Ingest;

/// <summary>Takes samples of metrics in.</summary>
internal sealed class SampleIntake : IRecordIntake
{
    /// <inheritdoc/>
    public FieldFault? Take(
        ReadOnlySpan<byte> encoded, ReadOnlySpan<SessionSeries> series, DateTimeOffset now, BatchSplit split)
    {
        var message = Parse(encoded);
        if (message.SeriesIndex >= series.Length)
        {
            return new FieldFault("series_index", $"The batch has {series.Length} series.");
        }

        var target = series[(int)message.SeriesIndex];
        if (target.Fault is { } seriesFault)
        {
            return seriesFault;
        }

        if (message.Time is null)
        {
            return new FieldFault("time", "The time is missing.");
        }

        if (MetricValidation.CheckSample(target.Metric, message.Time.Seconds, message.Value, now) is { } fault)
        {
            return fault;
        }

        split.Add(target.Target.Partition, new MetricSample(target.Target.Id, message.Time.Seconds, message.Value));
        return null;
    }

    private static Contracts.V1.MetricSample Parse(ReadOnlySpan<byte> encoded)
    {
        try
        {
            return Contracts.V1.MetricSample.Parser.ParseFrom(encoded);
        }
        catch (InvalidProtocolBufferException failure)
        {
            throw new InvalidDataException("A sample is not a valid message.", failure);
        }
    }
}
