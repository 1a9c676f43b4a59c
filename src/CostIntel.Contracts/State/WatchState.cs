using CostIntel.Domain.Detection;
using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;
using Google.Protobuf;
using Proto = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.State;

/// <summary>Followed series to and from their snapshots.</summary>
public static class WatchState
{
    /// <summary>The snapshot of a followed series.</summary>
    public static Proto.WatchedSeries ToState(this WatchedSeries series)
    {
        var (name, state) = (series.Name, series.Monitor.State);
        var detector = new byte[CostDetector.StateBytes];
        series.Monitor.Detector.Save(detector);
        var snapshot = new Proto.WatchedSeries
        {
            Measure = (int)name.Measure,
            Unit = name.Unit,
            Step = (int)name.Step,
            Detector = UnsafeByteOperations.UnsafeWrap(detector),
            IsActive = state.IsActive,
            IsRise = state.IsRise,
            ActiveFrom = state.ActiveFrom,
            Calm = state.Calm,
            Score = state.Score,
            OpenSlot = state.OpenSlot,
            OpenTold = state.OpenTold,
            Lateness = state.Lateness,
        };
        snapshot.Waiting.AddRange(series.Waiting);
        return snapshot;
    }

    /// <summary>The snapshot of a followed price.</summary>
    public static Proto.WatchedPrice ToState(this PriceWatch price)
    {
        var state = price.State;
        return new Proto.WatchedPrice
        {
            Price = state.Price,
            Scale = state.Scale,
            Age = state.Age,
            Through = state.Through,
            Odd = state.Odd,
            Before = state.Before,
            ToldFrom = state.ToldFrom,
            ToldUntil = state.ToldUntil,
        };
    }

    /// <summary>The followed price of a snapshot.</summary>
    public static PriceWatch ToDomain(this Proto.WatchedPrice snapshot) => new(new PriceState(
        snapshot.Price, snapshot.Scale, snapshot.Age, snapshot.Through, snapshot.Odd, snapshot.Before, snapshot.ToldFrom, snapshot.ToldUntil));

    /// <summary>The snapshot of a followed place.</summary>
    public static Proto.WatchedPlace ToState(this PlaceWatch place)
    {
        var snapshot = new Proto.WatchedPlace
        {
            ServiceName = place.ServiceName,
            RegionId = place.RegionId,
            Currency = place.Currency,
            Hours = place.Hours.ToState(),
            ArrivalBand = place.Arrival.State.Band,
            ArrivalToldHour = place.Arrival.State.ToldHour,
        };
        snapshot.Series.AddRange(place.Watch.Series.Select(ToState));
        return snapshot;
    }

    /// <summary>The followed place of a snapshot.</summary>
    /// <exception cref="InvalidDataException">The snapshot is corrupt.</exception>
    public static PlaceWatch ToDomain(this Proto.WatchedPlace snapshot)
    {
        var place = new PlaceWatch(
            snapshot.ServiceName, snapshot.RegionId, snapshot.Currency, snapshot.Hours.ToDomain(ResourceLedger.HoursKept))
        {
            Arrival = new Arrival(new ArrivalState(snapshot.ArrivalBand, snapshot.ArrivalToldHour)),
        };
        foreach (var series in snapshot.Series)
        {
            place.Watch.Restore(series.ToDomain());
        }

        return place;
    }

    /// <summary>The followed series of a snapshot. When another version has written its detector, it starts anew.</summary>
    public static WatchedSeries ToDomain(this Proto.WatchedSeries snapshot)
    {
        var name = new SeriesName((Measure)snapshot.Measure, snapshot.Unit, (SeriesStep)snapshot.Step);
        var monitor = CostDetector.Restore(snapshot.Detector.Span) is { } detector
            ? new SeriesMonitor(name, detector, new MonitorState(
                snapshot.IsActive,
                snapshot.IsRise,
                snapshot.ActiveFrom,
                snapshot.Calm,
                snapshot.Score,
                snapshot.OpenSlot,
                snapshot.OpenTold,
                snapshot.Lateness))
            : new SeriesMonitor(name);
        return new WatchedSeries(monitor, snapshot.Waiting);
    }
}
