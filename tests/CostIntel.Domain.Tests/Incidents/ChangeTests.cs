using CostIntel.Domain.Detection;
using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Causes;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Tests.Detection;

namespace CostIntel.Domain.Tests.Incidents;

public sealed class ChangeTests
{
    private const int Hour = 490_000;
    private static readonly SeriesName Cost = new(Measure.Cost, "USD", SeriesStep.Hour);
    private static readonly SeriesName Quantity = new(Measure.Quantity, "Hours", SeriesStep.Hour);

    [Fact]
    public void A_change_is_measured_against_the_same_hours_of_the_days_before()
    {
        var totals = new Totals();
        for (var hour = Hour - (10 * 24); hour < Hour; hour++)
        {
            totals[Cost, hour] = hour % 24 == Hour % 24 ? 5 : 1;
            totals[Quantity, hour] = 1;
        }

        totals[Cost, Hour] = 9;
        totals[Quantity, Hour] = 3;

        Assert.Equal(new ChangeMeasurement(5, 9, 1, 3), ChangeMeasurement.Of(totals, Cost, Quantity, Hour, Hour + 1));
        Assert.Equal(9, ChangeMeasurement.Of(totals, Cost, null, Hour, Hour + 1).After);
    }

    [Fact]
    public void The_days_of_a_long_change_do_not_count_as_days_before_it()
    {
        var totals = new Totals();
        for (var hour = Hour - (3 * 24); hour < Hour + 48; hour++)
        {
            totals[Cost, hour] = hour < Hour ? 1 : 10;
        }

        var change = ChangeMeasurement.Of(totals, Cost, null, Hour, Hour + 48);

        Assert.Equal((48, 480), (change.Before, change.After));
    }

    [Fact]
    public void What_was_never_charged_before_was_expected_to_cost_nothing()
    {
        var totals = new Totals { [Cost, Hour] = 7 };

        var change = ChangeMeasurement.Of(totals, Cost, null, Hour, Hour + 1);

        Assert.Equal((0, 7), (change.Before, change.After));
        Assert.True(ChangeMeasurement.Of(totals, Cost, null, Hour + 1, Hour + 2).IsNothing);
    }

    [Fact]
    public void A_team_that_starts_forty_machines_is_the_cause_and_not_forty_machines()
    {
        var resources = Enumerable.Range(0, 40).Select(number => Changed($"new-{number}", "search", 0, 1))
            .Concat(Enumerable.Range(0, 40).Select(number => Changed($"old-{number}", number % 2 == 0 ? "web" : "data", 1, 1)))
            .ToList();

        var cause = Assert.Single(CauseSearch.Find(ChangeTables.Of(resources)));

        Assert.Equal((Dimension.OfTag("team"), "search"), (Assert.Single(cause.Where).Key, cause.Where[0].Value));
        Assert.Equal((40, 40, 0), (cause.Resources, cause.New, cause.Quantity));
    }

    [Fact]
    public void One_machine_that_runs_away_is_named_itself_and_not_its_service()
    {
        var resources = Enumerable.Range(0, 10).Select(number => Changed($"vm-{number}", "web", 1, number == 3 ? 40 : 1));

        var cause = Assert.Single(CauseSearch.Find(ChangeTables.Of([.. resources])));
        var alone = Assert.Single(CauseSearch.Find(ChangeTables.Of([Changed("vm-1", "web", 0, 5)])));

        Assert.Equal((Dimension.Of(DimensionKind.Resource), "vm-3"), (Assert.Single(cause.Where).Key, cause.Where[0].Value));
        Assert.Equal("vm-1", Assert.Single(alone.Where).Value);
    }

    [Fact]
    public void Tags_that_are_the_same_everywhere_or_different_everywhere_sort_nothing()
    {
        var resources = Enumerable.Range(0, 80).Select(number => Changed($"vm-{number}", "web", 1, 1) with
        {
            Tags = [new("build", $"{number}"), new("env", "prod"), new("team", number % 2 == 0 ? "a" : "b")],
        }).ToList();

        Assert.Equal(
            [Dimension.OfTag("team")],
            ChangeTables.Of(resources).Dimensions.Where(dimension => dimension.Kind == DimensionKind.Tag));
    }

    [Fact]
    public void Evidence_shows_a_series_beside_what_was_expected_of_it_and_nothing_that_is_not_known()
    {
        var totals = new Totals();
        for (var hour = Hour - (14 * 24); hour <= Hour; hour++)
        {
            totals[Cost, hour] = hour == Hour ? 80 : 1 + (0.01 * (hour % 7));
        }

        var evidence = EvidencePoint.Of(totals, Cost, Hour - 24, Hour + 24);

        Assert.Equal(25, evidence.Count);
        Assert.Equal((Cost.StartOf(Hour), 80), (evidence[^1].StartSeconds, evidence[^1].Actual));
        Assert.All(evidence, point => Assert.InRange(point.Expected, 0.9, 1.2));
        Assert.All(evidence, point => Assert.True(point.Low <= point.Expected && point.Expected <= point.High));
        Assert.Empty(EvidencePoint.Of(new Totals(), Cost, Hour, Hour + 1));
    }

    private static ChangedResource Changed(string id, string team, double before, double after) => new(
        "Compute", "eu-west-1", "", id, [new("team", team)], new ChangeMeasurement(before, after, double.NaN, double.NaN));
}
