using System.Globalization;

namespace CostIntel.Cli.Commands;

/// <summary>Names for common ranges of days, relative to today (UTC).</summary>
internal static class QueryWindow
{
    private const int DaysPerWeek = 7;

    /// <summary>First day and the day after the last one.</summary>
    public static (DateOnly From, DateOnly To) Parse(string window, DateOnly today)
    {
        var month = new DateOnly(today.Year, today.Month, 1);
        var monday = today.AddDays(-(((int)today.DayOfWeek + DaysPerWeek - 1) % DaysPerWeek));
        return window switch
        {
            "today" => (today, today.AddDays(1)),
            "yesterday" => (today.AddDays(-1), today),
            "lastweek" => (monday.AddDays(-DaysPerWeek), monday),
            "month" => (month, today.AddDays(1)),
            "lastmonth" => (month.AddMonths(-1), month),
            [.., 'd'] when int.TryParse(window.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var days)
                && days is > 0 and <= 4_000 => (today.AddDays(1 - days), today.AddDays(1)),
            _ => throw new CliException(
                $"--window is '{window}'; expected today, yesterday, lastweek, month, lastmonth or days like 7d."),
        };
    }
}
