using System.Globalization;

namespace CostIntel.Contracts.Documents.Approvals;

/// <summary>Kinds of values that policies of changes have.</summary>
internal static class ApprovalKinds
{
    private const int ZoneNameMax = 64;
    private const string WallClock = "yyyy-MM-dd'T'HH:mm";
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(366);
    private static readonly (char Unit, TimeSpan Length)[] Units =
        [('d', TimeSpan.FromDays(1)), ('h', TimeSpan.FromHours(1)), ('m', TimeSpan.FromMinutes(1))];
    private static readonly (char Unit, TimeSpan Length)[] FineUnits = [.. Units, ('s', TimeSpan.FromSeconds(1))];

    /// <summary>How long something takes: whole days, hours or minutes like 7d, 4h, 30m.</summary>
    public static FieldKind<TimeSpan> Duration { get; } = new(
        node => ReadDuration(node, Units, "a whole number of days, hours or minutes like 7d, 4h or 30m, up to 366d"),
        duration => WriteDuration(duration, Units));

    /// <summary>How long something takes that may be quick: whole days, hours, minutes or seconds like 7d, 4h, 30m, 10s.</summary>
    public static FieldKind<TimeSpan> FineDuration { get; } = new(
        node => ReadDuration(node, FineUnits, "a whole number of days, hours, minutes or seconds like 7d, 4h, 30m or 10s, up to 366d"),
        duration => WriteDuration(duration, FineUnits));

    /// <summary>A time of the day: HH:mm.</summary>
    public static FieldKind<TimeOnly> TimeOfDay { get; } = new(
        node => TimeOnly.TryParseExact(TextOf(node), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw Wrong(node, "a time of the day like '22:00'"),
        time => FieldKinds.Quote(time.ToString("HH:mm", CultureInfo.InvariantCulture)));

    /// <summary>A day and time on a clock of some zone.</summary>
    public static FieldKind<DateTime> LocalTime { get; } = new(
        node => DateTime.TryParseExact(
                TextOf(node), WallClock, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) && IsNear(time)
            ? time
            : throw Wrong(node, "a day and time like 2026-12-20T18:00, from 2000 to 2999"),
        time => FieldKinds.Quote(time.ToString(WallClock, CultureInfo.InvariantCulture)));

    /// <summary>An instant, UTC.</summary>
    public static FieldKind<DateTimeOffset> Instant { get; } = new(
        node => DateTimeOffset.TryParseExact(
                TextOf(node), WallClock + "'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                && IsNear(time.DateTime)
            ? time
            : throw Wrong(node, "an instant like 2026-12-20T18:00Z, from 2000 to 2999"),
        time => FieldKinds.Quote(time.UtcDateTime.ToString(WallClock + "'Z'", CultureInfo.InvariantCulture)));

    /// <summary>A time zone by its IANA name.</summary>
    public static FieldKind<TimeZoneInfo> Zone { get; } = new(
        node => IsZoneName(TextOf(node)) && TimeZoneInfo.TryFindSystemTimeZoneById(TextOf(node), out var zone)
            ? zone
            : throw Wrong(node, "a time zone like Europe/Berlin or UTC that this machine knows"),
        zone => FieldKinds.Quote(zone.Id));

    /// <summary>One of several values.</summary>
    public static FieldKind<T> OneOf<T>(params (string Name, T Value)[] known)
        where T : notnull => new(
        node => known.FirstOrDefault(one => one.Name == TextOf(node)) is { Name: not null } found
            ? found.Value
            : throw Wrong(node, $"one of {string.Join(", ", known.Select(one => one.Name))}"),
        value => FieldKinds.Quote(known.First(one => one.Value.Equals(value)).Name));

    /// <summary>A field that may be missing; null when it is, or wrong.</summary>
    public static T? ReadSome<T>(this MapReader reader, string key, FieldKind<T> kind)
        where T : struct =>
        reader.Read<T?>(key, new(node => kind.Read(node), value => kind.Write(value!.Value)), null);

    private static TimeSpan ReadDuration(DocumentNode node, (char Unit, TimeSpan Length)[] units, string expected)
    {
        var text = TextOf(node);
        var (unit, length) = units.FirstOrDefault(one => text.EndsWith(one.Unit));
        return unit != default
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            && count > 0 && count <= LongestTime / length
                ? count * length
                : throw Wrong(node, expected);
    }

    private static string WriteDuration(TimeSpan duration, (char Unit, TimeSpan Length)[] units)
    {
        var (unit, length) = units.First(one => duration.Ticks % one.Length.Ticks == 0);
        return FormattableString.Invariant($"{duration.Ticks / length.Ticks}{unit}");
    }

    // The name becomes the path of a file: it must not lead out of the folder of zones.
    private static bool IsZoneName(string text) =>
        text.Length is > 0 and <= ZoneNameMax
        && char.IsAsciiLetter(text[0])
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '/' or '_' or '-' or '+');

    private static bool IsNear(DateTime time) => time.Year is >= 2000 and <= 2999;

    private static string TextOf(DocumentNode node) => node is ScalarNode scalar ? scalar.Text : "";

    private static FormatException Wrong(DocumentNode node, string expected) =>
        new($"The value is {node.Kind}; expected is {expected}.");
}
