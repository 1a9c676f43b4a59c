using CostIntel.Domain.Ledger;

namespace CostIntel.Domain.Detection;

/// <summary>Follows an account's usage by service and region.</summary>
public sealed class AccountWatch
{
    /// <summary>Places that are followed; those that come first.</summary>
    public const int PlacesMax = 256;

    private const int UsualHours = 7 * 24;

    private readonly HashSet<PlaceWatch> _new = [];
    private readonly Dictionary<(string Currency, int Hour), double> _usual = [];
    private readonly Dictionary<string, int> _firstHours = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Service, string Region, string Currency), PlaceWatch> _places = [];

    /// <summary>What it follows.</summary>
    public IReadOnlyCollection<PlaceWatch> Places => _places.Values;

    /// <summary>The newest hour with usage; <see cref="int.MinValue"/> before the first.</summary>
    public int NewestHour { get; private set; } = int.MinValue;

    /// <summary>True when late sums wait to be judged.</summary>
    public bool IsWaiting => _places.Values.Any(place => place.Watch.IsWaiting);

    /// <summary>A place; null when it is not followed.</summary>
    public PlaceWatch? Find(string serviceName, string regionId, string currency) =>
        _places.GetValueOrDefault((serviceName, regionId, currency));

    /// <summary>What an hour of the last week has cost on average at all places; 0 before the first whole hour.</summary>
    /// <param name="currency">Currency code.</param>
    public decimal CostPerHour(string currency)
    {
        var places = _places.Values.Where(place => place.Currency == currency).ToList();
        if (places.Count == 0)
        {
            return 0;
        }

        // The newest hour is still open.
        var from = Math.Max(NewestHour - UsualHours, places.Min(place => place.Hours.FirstSlot));
        return from >= NewestHour
            ? 0
            : places.Sum(place => place.Hours.Sum(from, NewestHour).Costs.Effective) / (NewestHour - from);
    }

    /// <summary>Goes on with a place that was stored.</summary>
    public void Restore(PlaceWatch place)
    {
        _places[(place.ServiceName, place.RegionId, place.Currency)] = place;
        NewestHour = Math.Max(NewestHour, place.Hours.EndSlot - 1);
        NoteFirst(place.Currency, place.Hours.FirstSlot);
        _new.Add(place);
    }

    /// <summary>Adds an hour's sum.</summary>
    public void Add(in AccountEntry entry)
    {
        NewestHour = Math.Max(NewestHour, entry.Hour);
        NoteFirst(entry.Currency.Code, entry.Hour);
        var key = (entry.ServiceName, entry.RegionId, entry.Currency.Code);
        if (!_places.TryGetValue(key, out var place))
        {
            if (_places.Count >= PlacesMax)
            {
                return;
            }

            _places.Add(key, place = new PlaceWatch(key.ServiceName, key.RegionId, key.Code));
            _new.Add(place);
        }

        place.Add(entry);
    }

    /// <summary>Judges what was added, and late sums if no more of them come.</summary>
    public IEnumerable<(PlaceWatch Place, SeriesFinding Finding)> Judge(DateTimeOffset nowUtc, DetectionOptions options)
    {
        var found = new List<SeriesFinding>();
        foreach (var place in _places.Values)
        {
            // Asked with every call that brings sums of some of the places.
            if (!place.Watch.HasWork && !IsKnownByNow(place))
            {
                continue;
            }

            found.Clear();
            if (_new.Contains(place))
            {
                JudgeArrival(place, nowUtc, options, found);
            }

            place.Watch.Advance(place, nowUtc, options, found);
            place.Watch.Flush(place, nowUtc, options, found);

            foreach (var finding in found)
            {
                yield return (place, finding);
            }
        }
    }

    private void NoteFirst(string currency, int hour)
    {
        if (!_firstHours.TryGetValue(currency, out var first) || hour < first)
        {
            _firstHours[currency] = hour;
        }
    }

    private bool IsKnownByNow(PlaceWatch place) =>
        _new.Contains(place) && NewestHour - place.Hours.FirstSlot >= Arrival.HoursNew;

    private void JudgeArrival(PlaceWatch place, DateTimeOffset nowUtc, DetectionOptions options, List<SeriesFinding> found)
    {
        var first = place.Hours.FirstSlot;
        if (IsKnownByNow(place))
        {
            _new.Remove(place);
            place.Arrival.End(place, found);
            return;
        }

        var isTold = place.Name.StartOf(place.Hours.EndSlot) >= (nowUtc - options.RaiseWithin).ToUnixTimeSeconds();
        if (isTold && first - _firstHours[place.Currency] >= Arrival.HoursNew)
        {
            place.Arrival.Judge(place, UsualHour(place.Currency), found);
        }
    }

    // What an hour of the places that are known has cost on average of late.
    private double UsualHour(string currency)
    {
        if (!_usual.TryGetValue((currency, NewestHour), out var usual))
        {
            foreach (var old in _usual.Keys.Where(key => key.Hour != NewestHour).ToList())
            {
                _usual.Remove(old);
            }

            var known = _places.Values.Where(place => place.Currency == currency && !_new.Contains(place)).ToList();
            var from = Math.Max(NewestHour - UsualHours, known.Select(place => place.Hours.FirstSlot).DefaultIfEmpty(NewestHour).Min());
            var hours = Enumerable.Range(from, Math.Max(0, NewestHour - from)).ToList();
            usual = hours.Sum(hour => known.Sum(place => place.Of(place.Name, hour))) / Math.Max(1, hours.Count);
            _usual.Add((currency, NewestHour), usual);
        }

        return usual;
    }
}
