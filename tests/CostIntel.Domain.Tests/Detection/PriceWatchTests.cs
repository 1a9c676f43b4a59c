using CostIntel.Domain.Detection;
using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Incidents;

namespace CostIntel.Domain.Tests.Detection;

public sealed class PriceWatchTests
{
    private const int Start = 490_000;
    private static readonly SeriesName Cost = new(Measure.Cost, "USD", SeriesStep.Hour);
    private static readonly SeriesName Quantity = new(Measure.Quantity, "GB", SeriesStep.Hour);

    private readonly Totals _totals = new();
    private readonly SeriesWatch _watch = new();
    private readonly Noise _noise = new(3);
    private PriceWatch _price = new();
    private int _slot = Start;

    [Fact]
    public void A_rise_of_five_percent_shows_in_a_quantity_that_varies_threefold_and_is_over_after_a_day()
    {
        Assert.Empty(Feed(200, 2));

        var found = Feed(40, 2.1);

        Assert.Equal((Progress.Raised, Signal.PriceChange), (found[0].Progress, found[0].Signal));
        Assert.Equal(1.05, found[0].Actual / found[0].Expected, 6);
        Assert.Equal(Start + 202, found[0].Slot);
        Assert.Equal(Progress.Ended, found[^1].Progress);
        Assert.Equal(23, found.Count(finding => finding.Progress == Progress.Continued));
        Assert.Empty(Feed(100, 2.1));
    }

    [Fact]
    public void One_slot_at_another_price_is_none_and_a_fall_is_learnt_in_silence()
    {
        Feed(100, 2);

        Assert.Empty(Feed(1, 3));
        Assert.Empty(Feed(50, 2));
        Assert.Empty(Feed(50, 1));
        Assert.NotEmpty(Feed(5, 2));
    }

    [Fact]
    public void Prices_that_always_vary_have_to_vary_more()
    {
        Assert.Empty(Feed(300, () => 2 + (0.2 * _noise.Gauss())));
    }

    [Fact]
    public void Slots_that_used_or_cost_nothing_say_nothing()
    {
        Feed(100, 2);

        Assert.Empty(Feed(10, 0));
        Assert.Empty(Feed(100, 2));
    }

    [Fact]
    public void What_was_stored_goes_on_where_it_was()
    {
        Feed(100, 2);
        Feed(2, 3);
        _price = new PriceWatch(_price.State);

        Assert.Single(Feed(1, 3));
    }

    private List<SeriesFinding> Feed(int count, double price) => Feed(count, () => price);

    private List<SeriesFinding> Feed(int count, Func<double> price)
    {
        var findings = new List<SeriesFinding>();
        for (var i = 0; i < count; i++, _slot++)
        {
            var used = 1 + (2 * _noise.Uniform());
            _totals[Quantity, _slot] = used;
            _totals[Cost, _slot] = used * price();
            _watch.Find(Cost)!.Monitor.Close(_slot, _totals.Of(Cost, _slot), []);
            _watch.Find(Quantity);
            _price.Advance(_watch, _totals, findings);
        }

        return findings;
    }
}
