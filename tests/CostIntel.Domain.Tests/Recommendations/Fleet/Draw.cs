using CostIntel.Domain.Tests.Detection;

namespace CostIntel.Domain.Tests.Recommendations.Fleet;

/// <summary>What chance gives one resource of the fleet, and the shapes that loads have.</summary>
internal sealed class Draw(Noise noise)
{
    private const int HoursPerWeek = 168;
    private const int HoursPerDay = 24;

    /// <summary>What it costs a day.</summary>
    public decimal CostPerDay { get; set; } = Math.Round((decimal)(1 + (9 * noise.Uniform())), 2);

    /// <summary>A number between two.</summary>
    public double Between(double low, double high) => low + ((high - low) * noise.Uniform());

    /// <summary>A whole number between two, both included.</summary>
    public int Whole(int low, int high) => Math.Min(high, low + (int)((high - low + 1) * noise.Uniform()));

    /// <summary>True so often.</summary>
    public bool Chance(double share) => noise.Uniform() < share;

    /// <summary>About a number, with a spread relative to it.</summary>
    public double Near(double value, double spread) => value * Math.Max(0, 1 + (spread * Math.Clamp(noise.Gauss(), -3, 3)));

    /// <summary>Percent, never above 100.</summary>
    public double Percent(double value, double spread) => Math.Min(100, Near(value, spread));

    /// <summary>A load with a day in it, that is at its peak at noon.</summary>
    public Func<double, double> Daily(double low, double peak, double spread = 0.08) => ago =>
    {
        var hour = HourOfWeek(ago) % HoursPerDay;
        return Percent(low + ((peak - low) * 0.5 * (1 - Math.Cos(2 * Math.PI * hour / HoursPerDay))), spread);
    };

    /// <summary>One value in office hours, another outside.</summary>
    public Func<double, double> Office(double busy, double quiet, double spread = 0.1) =>
        ago => Percent(IsOffice(ago) ? busy : quiet, spread);

    /// <summary>The hour of the week, from Monday 00:00, so many hours before a Monday 00:00.</summary>
    public static double HourOfWeek(double ago) => ((-ago % HoursPerWeek) + HoursPerWeek) % HoursPerWeek;

    /// <summary>Monday to Friday, eight to eighteen.</summary>
    public static bool IsOffice(double ago) =>
        HourOfWeek(ago) < 5 * HoursPerDay && HourOfWeek(ago) % HoursPerDay is >= 8 and < 18;

    /// <summary>In one hour of each week.</summary>
    public static bool IsWeekly(double ago, int hours = 1) => HourOfWeek(ago) is >= 30 and var hour && hour < 30 + hours;
}
