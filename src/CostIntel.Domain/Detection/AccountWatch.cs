using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Detection;

/// <summary>Follows an account's usage by service and region.</summary>
public sealed class AccountWatch
{
    /// <summary>Places that are followed; those that come first.</summary>
    public const int PlacesMax = 256;

    private readonly Dictionary<(string Service, string Region, string Currency), PlaceWatch> _places = [];

    /// <summary>What it follows.</summary>
    public IReadOnlyCollection<PlaceWatch> Places => _places.Values;

    /// <summary>The newest hour with usage; <see cref="int.MinValue"/> before the first.</summary>
    public int NewestHour { get; private set; } = int.MinValue;

    /// <summary>True when late sums wait to be judged.</summary>
    public bool IsWaiting => _places.Values.Any(place => place.Watch.IsWaiting);

    /// <summary>Goes on with a place that was stored.</summary>
    public void Restore(PlaceWatch place)
    {
        _places[(place.ServiceName, place.RegionId, place.Currency)] = place;
        NewestHour = Math.Max(NewestHour, place.Hours.EndSlot - 1);
    }

    /// <summary>Adds an hour's sum.</summary>
    public void Add(in AccountEntry entry)
    {
        NewestHour = Math.Max(NewestHour, entry.Hour);
        var key = (entry.ServiceName, entry.RegionId, entry.Currency.Code);
        if (!_places.TryGetValue(key, out var place))
        {
            if (_places.Count >= PlacesMax)
            {
                return;
            }

            _places.Add(key, place = new PlaceWatch(key.ServiceName, key.RegionId, key.Code));
        }

        place.Add(entry);
    }

    /// <summary>Judges what was added, and late sums if no more of them come.</summary>
    public IEnumerable<(PlaceWatch Place, SeriesFinding Finding)> Judge(DateTimeOffset nowUtc, DetectionOptions options)
    {
        var found = new List<SeriesFinding>();
        foreach (var place in _places.Values)
        {
            found.Clear();
            place.Watch.Advance(place, nowUtc, options, found);
            place.Watch.Flush(place, nowUtc, options, found);
            foreach (var finding in found)
            {
                yield return (place, finding);
            }
        }
    }
}
