using CostIntel.Domain.Telemetry;
using CostIntel.Domain.Tests.Detection;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Telemetry;

public sealed class MetricProfileTests
{
    // A Monday, 00:00 UTC.
    private const long Monday = 1_767_571_200;
    private const int Minute = 60;
    private const double Accuracy = 0.045;

    private readonly MetricProfile _profile = new();

    [Fact]
    public void Quantiles_are_near_those_of_the_samples_whatever_their_size() => Prop.ForAll<NonEmptyArray<int>, PositiveInt>((values, scale) =>
    {
        var profile = new MetricProfile();
        var samples = values.Get.Select(value => Math.Abs(value % 1_000) * (double)scale.Get / 7).ToArray();
        foreach (var sample in samples)
        {
            profile.Add(Monday, sample);
        }

        Array.Sort(samples);
        return new[] { 0.01, 0.25, 0.5, 0.75, 0.99, 1 }.All(share =>
        {
            var exact = samples[Math.Clamp((int)Math.Ceiling((share * samples.Length) - 1e-4) - 1, 0, samples.Length - 1)];
            return Math.Abs(profile.Quantile(share) - exact) <= Accuracy * exact;
        }) && profile.Max == samples[^1];
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Values_from_thousandths_to_terabytes_have_their_quantiles()
    {
        double[] values = [0.001, 1, 1e6];
        foreach (var value in values)
        {
            _profile.Add(Monday, value);
        }

        Assert.InRange(_profile.Quantile(0.5), 1 - Accuracy, 1 + Accuracy);
        _profile.Add(Monday, 1e12);
        Assert.Equal(1e12, _profile.Quantile(1), 1e12 * Accuracy);
    }

    [Fact]
    public void What_was_a_month_ago_counts_little()
    {
        Feed(0, 14, _ => 90);
        Feed(60, 74, _ => 10);

        Assert.Equal(10, _profile.Quantile(0.8), 10 * Accuracy);
        Assert.Equal(90, _profile.Max);
    }

    [Fact]
    public void Years_of_samples_do_not_leave_the_numbers()
    {
        for (var month = 0; month < 1_200; month++)
        {
            _profile.Add(Monday + (month * 30L * 86_400), 5);
        }

        Assert.Equal(5, _profile.Quantile(0.5), 5 * Accuracy);
        Assert.Equal(5, _profile.Mean, 9);
    }

    [Fact]
    public void The_week_has_the_shape_of_the_week()
    {
        Feed(0, 21, minute => IsOffice(minute) ? 60 + (minute % 60 == 30 ? 20 : 0) : 5);

        Assert.Equal((60.33, 80), Rounded(_profile.HourOfWeek(10)));
        Assert.Equal((5, 5), Rounded(_profile.HourOfWeek(3)));
        Assert.Equal((5, 5), Rounded(_profile.HourOfWeek((5 * 24) + 10)));
        Assert.Equal(10, WeekShape.HourOfWeek(Monday + (10 * 3_600)));
        Assert.Null(new MetricProfile().HourOfWeek(0));

        static bool IsOffice(int minute) => minute / 1_440 % 7 < 5 && minute / 60 % 24 is >= 8 and < 18;
    }

    [Fact]
    public void The_trend_is_the_growth_a_day_and_noise_has_none()
    {
        Assert.Null(_profile.TrendPerDay);
        var noise = new Noise(3);

        Feed(0, 30, minute => 20 + (0.5 * minute / 1_440.0) + noise.Gauss());

        Assert.Equal(0.5, _profile.TrendPerDay!.Value, 0.05);
    }

    [Fact]
    public void The_last_days_are_known_one_by_one()
    {
        Feed(0, 3, minute => minute == 1_441 ? 99 : minute / 1_440 * 10);
        Feed(5, 6, _ => 7);

        Assert.Equal((7, 7), Rounded(_profile.DayAgo(0)));
        Assert.Null(_profile.DayAgo(1));
        Assert.Equal((20, 20), Rounded(_profile.DayAgo(3)));
        Assert.Equal((10.06, 99), Rounded(_profile.DayAgo(4)));
        Assert.Equal((0, 0), Rounded(_profile.DayAgo(5)));
        Assert.Null(_profile.DayAgo(6));
        Assert.Equal((20, 99), (_profile.PeakOfDays(3), _profile.PeakOfDays(4)));
    }

    [Fact]
    public void Days_of_more_than_a_month_ago_are_not_kept()
    {
        Feed(0, 1, _ => 50);
        Feed(DayShape.Days, DayShape.Days + 1, _ => 1);

        Assert.Null(_profile.DayAgo(DayShape.Days));
        Assert.Equal(1, _profile.PeakOfDays(DayShape.Days));
        Assert.Equal(0, new MetricProfile().PeakOfDays(7));
    }

    [Fact]
    public void What_was_stored_goes_on_where_it_was()
    {
        Feed(0, 3, minute => minute % 37);
        var stored = new byte[MetricProfile.StateBytes];
        _profile.Save(stored);
        var restored = MetricProfile.Restore(stored)!;

        Assert.Equal(_profile.Quantile(0.95), restored.Quantile(0.95));
        Assert.Equal(_profile.TrendPerDay, restored.TrendPerDay);
        Assert.Equal(_profile.HourOfWeek(5), restored.HourOfWeek(5));
        Assert.Equal(_profile.DayAgo(1), restored.DayAgo(1));
        Assert.Null(MetricProfile.Restore(stored.AsSpan(1)));
        Assert.InRange(MetricProfile.StateBytes, 1, 4_096);
    }

    private static (double, double) Rounded((double Mean, double Peak)? hour) =>
        (Math.Round(hour!.Value.Mean, 2), Math.Round(hour.Value.Peak, 2));

    private void Feed(int fromDay, int toDay, Func<int, double> value)
    {
        for (var minute = fromDay * 1_440; minute < toDay * 1_440; minute++)
        {
            _profile.Add(Monday + (minute * Minute), value(minute));
        }
    }
}
