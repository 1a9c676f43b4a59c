using CostIntel.Domain.Forecasting;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Forecasting;

/// <summary>What holds for every history.</summary>
public sealed class ForecastProperties
{
    private static readonly Gen<double> AnyDay = Gen.Frequency(
        (12, Gen.Choose(0, 100_000).Select(cents => cents / 100.0)),
        (2, Gen.Constant(0.0)),
        (1, Gen.Choose(-100_000, 0).Select(cents => cents / 100.0)),
        (1, Gen.Constant(double.NaN)),
        (1, Gen.Elements(1e300, -1e300, double.PositiveInfinity, 1e-300)));

    private static readonly Arbitrary<double[]> Histories =
        (from length in Gen.Choose(1, 130) from days in AnyDay.ArrayOf(length) select days).ToArbitrary();

    private static readonly Arbitrary<double[]> Costs =
        (from length in Gen.Choose(1, 130) from days in Gen.Choose(1, 100_000).Select(cents => cents / 100.0).ArrayOf(length) select days)
        .ToArbitrary();

    [Fact]
    public void Whatever_the_history_forecasts_are_finite_and_lie_within_their_bands() => Prop.ForAll(Histories, days =>
    {
        var forecaster = Forecaster.Fit(ForecastHistory.OfDays(DayCosts.Start, days));
        return forecaster is null
            ? days.All(day => !double.IsFinite(day))
            : Points(forecaster, 0.8).All(point =>
                double.IsFinite(point.Low) && double.IsFinite(point.High) && point.Low <= point.Expected && point.Expected <= point.High);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_higher_the_level_the_wider_the_band() => Prop.ForAll(Costs, days =>
    {
        var forecaster = DayCosts.Fit(days);
        return Points(forecaster, 0.5).Zip(Points(forecaster, 0.8), Points(forecaster, 0.95))
            .All(bands => bands.Second.Low <= bands.First.Low && bands.First.High <= bands.Second.High
                && bands.Third.Low <= bands.Second.Low && bands.Second.High <= bands.Third.High);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_was_never_negative_is_not_expected_to_be() => Prop.ForAll(Costs, days =>
        Points(DayCosts.Fit(days), 0.95).All(point => point.Low >= 0)).QuickCheckThrowOnFailure();

    [Fact]
    public void The_same_history_gives_the_same_forecast() => Prop.ForAll(Histories, days =>
        Forecaster.Fit(ForecastHistory.OfDays(DayCosts.Start, days)) is not { } forecaster
        || Points(forecaster, 0.8).SequenceEqual(Points(DayCosts.Fit((double[])days.Clone()), 0.8))).QuickCheckThrowOnFailure();

    [Fact]
    public void Other_units_of_money_change_nothing_else() => Prop.ForAll(Costs, days =>
        Points(DayCosts.Fit(days), 0.8)
            .Zip(Points(DayCosts.Fit(Array.ConvertAll(days, day => day * 1_024)), 0.8))
            .All(pair => Alike(pair.First.Expected * 1_024, pair.Second.Expected) && Alike(pair.First.High * 1_024, pair.Second.High)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_band_of_a_level_series_widens_with_the_days_ahead()
    {
        var points = Points(DayCosts.Fit(DayCosts.Of(120, day => 100 + DayCosts.Noise(day))), 0.8);

        var widths = points.Select(point => (point.High - point.Low) / point.Expected).ToList();
        Assert.All(widths.Zip(widths.Skip(1)), pair => Assert.True(pair.Second >= pair.First * 0.999, $"{pair}"));
        Assert.True(widths[^1] > 1.5 * widths[0]);
    }

    private static bool Alike(double one, double other) => Math.Abs(one - other) <= 1e-6 * (Math.Abs(one) + Math.Abs(other) + 1);

    private static List<ForecastPoint> Points(Forecaster forecaster, double level)
    {
        var band = forecaster.At(level);
        return [.. Enumerable.Range(1, Forecaster.DaysAheadMax).Select(ahead => band.Day(forecaster.LastDay + ahead))];
    }
}
