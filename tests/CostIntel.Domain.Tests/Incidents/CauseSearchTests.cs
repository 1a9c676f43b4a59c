using CostIntel.Domain.Incidents.Causes;
using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Tests.Incidents;

public sealed class CauseSearchTests
{
    private static readonly Dimension[] Dimensions =
        [Dimension.Of(DimensionKind.Service), Dimension.Of(DimensionKind.Region), Dimension.Of(DimensionKind.Resource)];

    [Fact]
    public void A_service_that_grows_everywhere_is_named_alone()
    {
        var rows = Fleet((service, region, _) => service == "s-1" ? 3 : 1);

        Assert.Equal(["service s-1"], Named(rows));
    }

    [Fact]
    public void A_service_that_grows_in_one_region_is_named_with_it()
    {
        var rows = Fleet((service, region, _) => service == "s-1" && region == "r-2" ? 5 : 1);

        Assert.Equal(["service s-1 region r-2"], Named(rows));
    }

    [Fact]
    public void One_resource_is_named_itself()
    {
        var rows = Fleet((service, region, number) => service == "s-0" && region == "r-0" && number == 3 ? 50 : 1);

        Assert.Equal(["resource s-0/r-0/3"], Named(rows));
    }

    [Fact]
    public void Two_independent_changes_are_two_causes_the_larger_first()
    {
        var rows = Fleet((service, region, _) => service == "s-1" ? 4 : region == "r-3" ? 2 : 1);

        Assert.Equal(["service s-1", "region r-3"], Named(rows));
    }

    [Fact]
    public void New_and_vanished_resources_and_price_and_quantity_are_told_apart_and_add_up()
    {
        ResourceChange[] rows =
        [
            new(["s", "r", "new"], 0, 10, double.NaN, 5),
            new(["s", "r", "gone"], 4, 0, 4, double.NaN),
            new(["s", "r", "dearer"], 10, 15, 10, 10),
            new(["s", "r", "busier"], 10, 20, 10, 20),
        ];

        var cause = Assert.Single(CauseSearch.Find(new(Dimensions, rows)));

        Assert.Equal((10, -4, 5, 10), (cause.New, cause.Vanished, cause.Price, cause.Quantity));
        Assert.Equal(cause.Change, cause.New + cause.Vanished + cause.Price + cause.Quantity);
    }

    [Fact]
    public void Nothing_that_changed_has_no_cause() => Assert.Empty(CauseSearch.Find(new(Dimensions, Fleet((_, _, _) => 1))));

    private static List<ResourceChange> Fleet(Func<string, string, int, double> factor) =>
    [
        .. from service in Enumerable.Range(0, 4).Select(number => $"s-{number}")
           from region in Enumerable.Range(0, 4).Select(number => $"r-{number}")
           from number in Enumerable.Range(0, 5)
           select new ResourceChange(
               [service, region, $"{service}/{region}/{number}"], 1, factor(service, region, number), double.NaN, double.NaN),
    ];

    private static IEnumerable<string> Named(IReadOnlyList<ResourceChange> rows) => CauseSearch.Find(new(Dimensions, rows))
        .Select(cause => string.Join(' ', cause.Where.Select(part => $"{part.Key} {part.Value}")));
}
