using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Tests.Telemetry;

public sealed class BucketQuantileTests
{
    private static readonly double[] Bounds = [10, 20, 40];

    [Theory]
    [InlineData(0.25, 5)]
    [InlineData(0.5, 10)]
    [InlineData(0.75, 30)]
    [InlineData(1, 40)]
    public void Measurements_are_spread_evenly_over_their_bucket(double quantile, double expected) =>
        Assert.Equal(expected, BucketQuantile.Of(Bounds, [2, 0, 2, 0], quantile, max: null));

    [Theory]
    [InlineData(null, 40)]
    [InlineData(80.0, 60)]
    [InlineData(15.0, 40)]
    public void Above_the_last_bound_the_largest_measurement_says_how_far(double? max, double expected) =>
        Assert.Equal(expected, BucketQuantile.Of(Bounds, [0, 0, 0, 4], 0.5, max));

    [Fact]
    public void No_quantile_is_above_the_largest_measurement() =>
        Assert.Equal(12, BucketQuantile.Of(Bounds, [0, 4, 0, 0], 0.99, max: 12));

    [Fact]
    public void The_first_bucket_begins_at_its_bound_when_that_is_below_zero() =>
        Assert.Equal(-5, BucketQuantile.Of([-5, 5], [1, 0, 0], 0.5, max: null));

    [Fact]
    public void Without_measurements_or_without_bounds_there_is_no_quantile()
    {
        Assert.Null(BucketQuantile.Of(Bounds, [0, 0, 0, 0], 0.5, max: null));
        Assert.Null(BucketQuantile.Of([], [7], 0.5, max: 9));
    }
}
