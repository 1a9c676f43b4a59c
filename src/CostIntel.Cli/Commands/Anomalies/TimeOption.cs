using System.Globalization;
using Google.Protobuf.WellKnownTypes;

namespace CostIntel.Cli.Commands.Anomalies;

/// <summary>Reads a time: a day, or a day and a time of day; UTC unless it says otherwise.</summary>
internal static class TimeOption
{
    public static Timestamp? Parse(string option, string? text)
    {
        if (text is null)
        {
            return null;
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? Timestamp.FromDateTimeOffset(time)
            : throw new CliException($"{option} is '{text}'; expected a time like 2026-12-01 or 2026-12-01T10:00Z.");
    }
}
