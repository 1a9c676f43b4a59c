using CostIntel.Domain.Detection;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Tests.Detection;

public sealed class ArrivalTests
{
    private const int Start = 490_000;
    private const int Known = Start + 100;

    private readonly AccountWatch _watch = new();

    [Fact]
    public void A_region_that_was_never_used_is_raised_in_its_first_hour_when_it_costs_a_tenth_of_the_account()
    {
        Spend("Compute", "eu-west-1", Start, Known, 10);

        Spend("Compute", "us-east-1", Known, Known + 1, 0.5m);
        Assert.Empty(Judge(Known));
        Spend("Compute", "us-east-1", Known, Known + 1, 1m);
        var found = Assert.Single(Judge(Known));

        Assert.Equal((Progress.Raised, Signal.FirstSeen, 1.5, 0), (found.Progress, found.Signal, found.Actual, found.Expected));
        Assert.InRange(found.Score, 0.5, 0.65);
        Assert.Empty(Judge(Known));
    }

    [Fact]
    public void It_goes_on_hour_by_hour_until_it_is_known_and_then_it_is_over()
    {
        Spend("Compute", "eu-west-1", Start, Known, 10);
        var told = new List<Progress>();
        for (var hour = Known; hour < Known + 60; hour++)
        {
            Spend("Compute", "eu-west-1", hour, hour + 1, 10);
            Spend("Compute", "us-east-1", hour, hour + 1, 5);
            told.AddRange(Judge(hour).Where(found => found.Signal == Signal.FirstSeen).Select(found => found.Progress));
        }

        Assert.Equal(Progress.Raised, told[0]);
        Assert.Equal(Progress.Ended, told[^1]);
        Assert.Equal(Arrival.HoursNew - 1, told.Count(progress => progress == Progress.Continued));
    }

    [Fact]
    public void An_account_that_is_new_itself_raises_nothing_for_its_places()
    {
        Spend("Compute", "eu-west-1", Start, Start + 10, 10);
        Spend("Storage", "eu-west-1", Start + 9, Start + 10, 100);

        Assert.DoesNotContain(Judge(Start + 9), found => found.Signal == Signal.FirstSeen);
    }

    [Fact]
    public void A_place_in_another_currency_is_judged_against_that_currency_alone()
    {
        Spend("Compute", "eu-west-1", Start, Known, 10);
        Spend("Compute", "ap-1", Known, Known + 1, 1_000, "JPY");

        Assert.Empty(Judge(Known));
    }

    private void Spend(string service, string region, int from, int to, decimal cost, string currency = "USD")
    {
        Assert.True(Currency.TryParse(currency, out var parsed));
        for (var hour = from; hour < to; hour++)
        {
            _watch.Add(AccountEntry.OfHour(service, region, parsed, hour, new Costs(cost, cost, cost, cost)));
        }
    }

    private List<SeriesFinding> Judge(int hour) =>
    [
        .. _watch.Judge(
            DateTimeOffset.FromUnixTimeSeconds(((long)hour * LedgerTime.SecondsPerHour) + 60), new DetectionOptions())
            .Select(found => found.Finding),
    ];
}
