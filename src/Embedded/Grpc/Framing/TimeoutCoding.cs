using System.Globalization;

namespace Grpc.Framing;

/// <summary>The coding of <c>grpc-timeout</c>: at most eight digits and a unit.</summary>
internal static class TimeoutCoding
{
    private const long ValueMax = 99_999_999;

    // Ticks of each unit from fine to coarse; a nanosecond is finer than a tick.
    private static readonly (char Unit, long Ticks)[] Units =
    [
        ('u', TimeSpan.TicksPerMicrosecond),
        ('m', TimeSpan.TicksPerMillisecond),
        ('S', TimeSpan.TicksPerSecond),
        ('M', TimeSpan.TicksPerMinute),
        ('H', TimeSpan.TicksPerHour),
    ];

    /// <summary>The finest unit that fits, rounded up; a timeout that has passed becomes the shortest one.</summary>
    public static string Encode(TimeSpan timeout)
    {
        if (timeout <= TimeSpan.Zero)
        {
            return "1n";
        }

        foreach (var (unit, ticks) in Units)
        {
            var value = ((timeout.Ticks - 1) / ticks) + 1;
            if (value <= ValueMax)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{value}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{ValueMax}H");
    }

    public static bool TryDecode(string text, out TimeSpan timeout)
    {
        timeout = default;
        var digits = text.AsSpan(0, Math.Max(text.Length - 1, 0));
        if (digits.Length is < 1 or > 8 ||
            !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            return false;
        }

        if (text[^1] == 'n')
        {
            timeout = TimeSpan.FromTicks(value / TimeSpan.NanosecondsPerTick);
            return true;
        }

        var unit = Array.FindIndex(Units, candidate => candidate.Unit == text[^1]);
        timeout = unit < 0 ? default : TimeSpan.FromTicks(value * Units[unit].Ticks);
        return unit >= 0;
    }
}
