using System.CommandLine;
using System.Globalization;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;

namespace CostIntel.Cli.Commands;

/// <summary>The options that narrow a query down.</summary>
internal sealed class QueryOptions
{
    private readonly Option<string?> _from = new("--from")
    {
        Description = "First day, UTC, inclusive, for example 2026-11-01. Default: the earliest charge.",
        HelpName = "DAY",
    };

    private readonly Option<string?> _to = new("--to")
    {
        Description = "Last day, UTC, exclusive. Default: the latest charge.",
        HelpName = "DAY",
    };

    private readonly Option<string?> _window = new("--window")
    {
        Description = "Instead of --from and --to: today, yesterday, lastweek, month, lastmonth, or days like 7d.",
        HelpName = "WINDOW",
    };

    private readonly Option<string[]> _filter = new("--filter")
    {
        Description = "Keeps what has one of the values: DIM=VALUE[,VALUE…]; DIM!=VALUE leaves it out. Repeatable; all must hold. "
            + "DIM: provider, account, sub_account, service, service_category, region, charge_category, resource, tag:KEY.",
        HelpName = "DIM=VALUE",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        command.Add(_from);
        command.Add(_to);
        command.Add(_window);
        command.Add(_filter);
    }

    public (Timestamp? From, Timestamp? To) Range(ParseResult parsed)
    {
        if (parsed.GetValue(_window) is { } window)
        {
            var (first, end) = QueryWindow.Parse(
                window, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
            return (Midnight(first), Midnight(end));
        }

        return (Day("--from", parsed.GetValue(_from)), Day("--to", parsed.GetValue(_to)));
    }

    public IEnumerable<CostFilter> Filters(ParseResult parsed) => parsed.GetValue(_filter)!.Select(ParseFilter);

    public static CostFilter ParseFilter(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var excludes = equals > 0 && text[equals - 1] == '!';
        var dimension = equals > 0 ? text[..(excludes ? equals - 1 : equals)].Trim() : "";
        if (dimension.Length == 0)
        {
            throw new CliException($"--filter '{text}' is not DIM=VALUE or DIM!=VALUE.");
        }

        var filter = new CostFilter { Dimension = dimension, Exclude = excludes };
        filter.Values.AddRange(text[(equals + 1)..].Split(','));
        return filter;
    }

    private static Timestamp? Day(string option, string? text) => text switch
    {
        null => null,
        _ when DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Midnight(day),
        _ => throw new CliException($"{option} is '{text}'; expected a day like 2026-11-01."),
    };

    private static Timestamp Midnight(DateOnly day) =>
        Timestamp.FromDateTime(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
}
