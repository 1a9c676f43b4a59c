using CostIntel.Domain.Incidents;

namespace CostIntel.Domain.Detection;

/// <summary>
/// Follows what a unit costs, apart from how many are used: prices hardly move, so that a small change of price shows which
/// drowns in the noise of the quantity.
/// </summary>
/// <remarks>
/// The price of a slot is its cost by its quantity, compared on the log scale with a slow mean of prices. Beyond two percent,
/// and six times the usual distance, for three slots in a row it is another price; the rise is told once, goes on for a day
/// and is then what a unit costs. A fall is learnt and not told. The score is d / (d + 1) for d tolerances.
/// </remarks>
public sealed class PriceWatch
{
    private const int SlotsToLearn = 24;
    private const int SlotsToAccept = 3;
    private const int SlotsTold = 24;
    private const int SlotsAtOnce = 400;
    private const double ToleranceMin = 0.02;
    private const double ToleranceScales = 6;
    private const double Rate = 0.05;

    /// <summary>Starts to follow a price.</summary>
    public PriceWatch()
        : this(new PriceState(0, 0, 0, int.MinValue, 0, 0, 0, 0))
    {
    }

    /// <summary>Goes on with what was stored.</summary>
    public PriceWatch(PriceState state) => State = state;

    /// <summary>Where it stands.</summary>
    public PriceState State { get; private set; }

    /// <summary>True when slots have closed since the last time.</summary>
    public bool HasNews(SeriesWatch watch) => Find(watch) is var (cost, _) && cost.Monitor.Newest > State.Through;

    /// <summary>Takes the slots that have closed since the last time.</summary>
    /// <param name="watch">The resource's series.</param>
    /// <param name="totals">Their totals.</param>
    /// <param name="findings">What is found.</param>
    public void Advance(SeriesWatch watch, ISlotTotals totals, List<SeriesFinding> findings)
    {
        if (Find(watch) is not var (cost, quantity))
        {
            return;
        }

        var newest = cost.Monitor.Newest;
        for (var slot = Math.Max(State.Through, newest - SlotsAtOnce) + 1; slot <= newest; slot++)
        {
            var (paid, used) = (totals.Of(cost.Name, slot), totals.Of(quantity.Name, slot));
            State = State with { Through = slot };
            if (cost.Monitor.State.IsActive && State.ToldUntil != 0)
            {
                // The series itself is anomalous: it tells how that goes on and ends, and two would contradict each other.
                State = State with { ToldUntil = 0 };
            }

            if (paid > 0 && used > 0 && double.IsFinite(paid / used))
            {
                Take(cost.Name, slot, paid, used, cost.Monitor.State.IsActive ? [] : findings);
            }
            else if (State.ToldUntil != 0 && slot >= State.ToldUntil)
            {
                findings.Add(new(cost.Name, Progress.Ended, slot, paid, paid, 0, Signal.PriceChange));
                State = State with { ToldUntil = 0 };
            }
        }
    }

    // With several currencies or units there is no one price.
    private static (WatchedSeries Cost, WatchedSeries Quantity)? Find(SeriesWatch watch)
    {
        if (watch.Series is not [var first, var second] || first.Name.Step != second.Name.Step)
        {
            return null;
        }

        return (first.Name.Measure, second.Name.Measure) switch
        {
            (Measure.Cost, Measure.Quantity) => (first, second),
            (Measure.Quantity, Measure.Cost) => (second, first),
            _ => null,
        };
    }

    private void Take(SeriesName name, int slot, double paid, double used, List<SeriesFinding> findings)
    {
        var price = Math.Log(paid / used);
        if (State.Age < SlotsToLearn)
        {
            Learn(price, 1.0 / (State.Age + 1));
            return;
        }

        var tolerance = Math.Max(ToleranceMin, ToleranceScales * State.Scale);
        var change = price - State.Price;
        if (Math.Abs(change) > tolerance)
        {
            Doubt(name, slot, paid, used, change / tolerance, findings);
        }
        else
        {
            Learn(price, Rate);
            State = State with { Odd = 0 };
        }

        GoOn(name, slot, paid, used, findings);
    }

    private void Learn(double price, double rate) => State = State with
    {
        Scale = State.Age == 0 ? 0 : State.Scale + (rate * (Math.Abs(price - State.Price) - State.Scale)),
        Price = State.Age == 0 ? price : State.Price + (rate * (price - State.Price)),
        Age = Math.Min(SlotsToLearn, State.Age + 1),
    };

    private void Doubt(SeriesName name, int slot, double paid, double used, double tolerances, List<SeriesFinding> findings)
    {
        var odd = Math.Sign(State.Odd) == Math.Sign(tolerances) ? State.Odd + Math.Sign(tolerances) : Math.Sign(tolerances);
        State = State with { Odd = odd };
        if (Math.Abs(odd) < SlotsToAccept)
        {
            return;
        }

        if (tolerances > 0)
        {
            var expected = used * Math.Exp(State.Price);
            findings.Add(new(name, Progress.Raised, slot, paid, expected, tolerances / (tolerances + 1), Signal.PriceChange));
            State = State with { Before = State.Price, ToldUntil = slot + SlotsTold, ToldFrom = slot };
        }

        State = State with { Price = Math.Log(paid / used), Odd = 0 };
    }

    private void GoOn(SeriesName name, int slot, double paid, double used, List<SeriesFinding> findings)
    {
        if (State.ToldUntil == 0 || slot == State.ToldFrom)
        {
            return;
        }

        var expected = used * Math.Exp(State.Before);
        var isOver = slot >= State.ToldUntil || paid <= expected * (1 + ToleranceMin);
        findings.Add(new(name, isOver ? Progress.Ended : Progress.Continued, slot, paid, expected, 0, Signal.PriceChange));
        State = isOver ? State with { ToldUntil = 0 } : State;
    }
}

/// <summary>Where a price stands.</summary>
/// <param name="Price">Natural logarithm of what a unit usually costs.</param>
/// <param name="Scale">Usual distance from it.</param>
/// <param name="Age">Slots it was learnt from, up to a day of them.</param>
/// <param name="Through">The newest slot that was taken.</param>
/// <param name="Odd">Slots in a row at another price; negative for a lower one.</param>
/// <param name="Before">The price before the change that was told.</param>
/// <param name="ToldFrom">The slot in which a change was told.</param>
/// <param name="ToldUntil">Until when it is told of; 0 when nothing is.</param>
public readonly record struct PriceState(
    double Price, double Scale, int Age, int Through, int Odd, double Before, int ToldFrom, int ToldUntil);
