using System.Globalization;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>
/// Hours of the week as people write them, in a time zone: "mon-fri 07:00-19:00", "daily 22-06; sat,sun 00-24", "never".
/// </summary>
public sealed class WeeklyHours
{
    private const int MinutesPerHour = 60;
    private const int MinutesPerDay = 1_440;
    private const int DaysPerWeek = 7;
    private const int MinutesPerWeek = DaysPerWeek * MinutesPerDay;
    private const int WindowsMax = 20;

    private static readonly string[] DayNames = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

    private readonly List<(int Start, int Length)> _windows;
    private readonly TimeZoneInfo _zone;

    private WeeklyHours(List<(int Start, int Length)> windows, TimeZoneInfo zone) => (_windows, _zone) = (windows, zone);

    /// <summary>Reads hours.</summary>
    /// <param name="text">Windows, apart by semicolons; "always" or "never".</param>
    /// <param name="zone">An IANA time zone.</param>
    /// <param name="isZone">True when it is the zone that is wrong.</param>
    /// <param name="reason">What is wrong; empty for nothing.</param>
    /// <returns>Null when something is wrong.</returns>
    public static WeeklyHours? Parse(string text, string zone, out bool isZone, out string reason)
    {
        isZone = !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found);
        reason = isZone ? $"is '{zone}', which is no known time zone; use an IANA name such as Europe/Berlin." : "";
        if (found is null)
        {
            return null;
        }

        var windows = new List<(int, int)>();
        var isRead = text switch
        {
            "never" => true,
            "always" => Add(windows, 0, MinutesPerWeek),
            _ => text.Split(';').All(window => TryRead(window, windows)) && windows.Count <= WindowsMax * DaysPerWeek,
        };
        reason = isRead ? "" : $"is '{text}'; it must be like 'mon-fri 07:00-19:00', with semicolons between windows.";
        return isRead ? new(windows, found) : null;
    }

    /// <summary>
    /// The hours in UTC, by the zone's offset at a time: where clocks change, they are an hour off for the other half of
    /// the year. An hour that is touched is wholly part of them.
    /// </summary>
    /// <param name="unixSeconds">When.</param>
    public WeekHours Utc(long unixSeconds)
    {
        var offset = (int)_zone.GetUtcOffset(DateTimeOffset.FromUnixTimeSeconds(unixSeconds)).TotalMinutes;
        return WeekHours.Of(hour =>
        {
            var local = ((hour * MinutesPerHour) + offset + MinutesPerWeek) % MinutesPerWeek;
            foreach (var (start, length) in _windows)
            {
                // Where the hour starts inside the window, or the window inside the hour.
                if ((local - start + MinutesPerWeek) % MinutesPerWeek < length
                    || (start - local + MinutesPerWeek) % MinutesPerWeek < MinutesPerHour)
                {
                    return true;
                }
            }

            return false;
        });
    }

    private static bool TryRead(string window, List<(int Start, int Length)> windows)
    {
        var parts = window.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts is not [var days, var times] || times.Split('-') is not [var from, var to]
            || MinuteOf(from) is not { } start || MinuteOf(to) is not { } end || start == MinutesPerDay || start == end)
        {
            return false;
        }

        // 22-06 ends on the next day.
        var length = end > start ? end - start : end + MinutesPerDay - start;
        return days.ToLowerInvariant().Split(',').All(range => DaysOf(range) is { } found
            && found.All(day => Add(windows, (day * MinutesPerDay) + start, length)));
    }

    private static bool Add(List<(int Start, int Length)> windows, int start, int length)
    {
        windows.Add((start, length));
        return true;
    }

    private static IReadOnlyList<int>? DaysOf(string range)
    {
        if (range == "daily")
        {
            return [.. Enumerable.Range(0, DaysPerWeek)];
        }

        var ends = range.Split('-').Select(name => Array.IndexOf(DayNames, name)).ToArray();
        return ends switch
        {
            [>= 0 and var day] => [day],
            [>= 0 and var first, >= 0 and var last] =>
                [.. Enumerable.Range(first, ((last - first + DaysPerWeek) % DaysPerWeek) + 1).Select(day => day % DaysPerWeek)],
            _ => null,
        };
    }

    private static int? MinuteOf(string text)
    {
        var parts = text.Split(':');
        if (parts.Length > 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hour))
        {
            return null;
        }

        var minute = 0;
        var isRead = parts.Length == 1
            || (parts[1].Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out minute));
        return isRead && hour <= LedgerTime.HoursPerDay && minute < MinutesPerHour && (hour * MinutesPerHour) + minute <= MinutesPerDay
            ? (hour * MinutesPerHour) + minute
            : null;
    }
}
