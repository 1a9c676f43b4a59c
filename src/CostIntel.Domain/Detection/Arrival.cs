using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Incidents;

namespace CostIntel.Domain.Detection;

/// <summary>
/// Judges a place that an account has never used before against what the account usually spends: its own series cannot
/// know yet what is much, and by the time it does the money is gone.
/// </summary>
/// <remarks>
/// The score is s / (s + 0.1) for an hour that costs the share s of a usual hour of the account's other places: a tenth
/// of the account's spend is what is raised without a rule.
/// </remarks>
public sealed class Arrival
{
    /// <summary>Hours after which a place is known, and which an account must have been known before it.</summary>
    public const int HoursNew = 48;

    private const double HalfScoreShare = 0.1;

    /// <summary>Starts with a place that has just arrived.</summary>
    public Arrival()
        : this(default)
    {
    }

    /// <summary>Goes on with what was stored.</summary>
    public Arrival(ArrivalState state) => State = state;

    /// <summary>Where it stands.</summary>
    public ArrivalState State { get; private set; }

    /// <summary>Judges the newest hour of the place.</summary>
    /// <param name="place">The place.</param>
    /// <param name="usualHour">What an hour of the account's other places usually costs.</param>
    /// <param name="findings">What is found.</param>
    public void Judge(PlaceWatch place, double usualHour, List<SeriesFinding> findings)
    {
        var hour = place.Hours.EndSlot - 1;
        var cost = place.Of(place.Name, hour);
        var score = usualHour > 0 && cost > 0 ? cost / (cost + (HalfScoreShare * usualHour)) : 0;
        var band = ScoreBands.Of(score);
        if (IsTakenOver(place))
        {
            State = default;
        }
        else if (band > State.Band)
        {
            findings.Add(Of(place, Progress.Raised, hour, cost, score));
            State = new(band, hour);
        }
        else if (State.Band > 0 && hour > State.ToldHour)
        {
            // The hour before has just been completed by its successor.
            findings.Add(Of(place, Progress.Continued, hour - 1, place.Of(place.Name, hour - 1), score));
            State = State with { ToldHour = hour };
        }
    }

    /// <summary>The place is known by now: what it costs has become usual.</summary>
    public void End(PlaceWatch place, List<SeriesFinding> findings)
    {
        if (State.Band > 0 && !IsTakenOver(place))
        {
            var hour = place.Hours.EndSlot - 1;
            findings.Add(Of(place, Progress.Ended, hour, place.Of(place.Name, hour), 0));
            State = default;
        }
    }

    // The series knows enough by now to be anomalous by itself: it tells how that goes on and ends.
    private static bool IsTakenOver(PlaceWatch place)
    {
        foreach (var series in place.Watch.Series)
        {
            if (series.Monitor.State.IsActive)
            {
                return true;
            }
        }

        return false;
    }

    private static SeriesFinding Of(PlaceWatch place, Progress progress, int hour, double cost, double score) =>
        new(place.Name, progress, hour, cost, 0, score, Signal.FirstSeen);
}

/// <summary>What was told of a place that has arrived.</summary>
/// <param name="Band">How far up the bands of scores; 0 for nothing.</param>
/// <param name="ToldHour">The newest hour that was told.</param>
public readonly record struct ArrivalState(int Band, int ToldHour);
