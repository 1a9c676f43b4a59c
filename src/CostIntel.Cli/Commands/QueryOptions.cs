using System.CommandLine;
using System.Globalization;
using CostIntel.Contracts.Documents;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;

namespace CostIntel.Cli.Commands;

/// <summary>The options that narrow a query down.</summary>
internal sealed class QueryOptions
{
    /// <summary>What costs can be grouped and filtered by.</summary>
    public const string Dimensions =
        "provider, account, sub_account, service, service_category, region, charge_category, resource, tag:KEY";

    private readonly Option<string?> _from = new("--from")
    {
        Description = "First day, UTC, inclusive, for example 2026-11-01. Default: the earliest charge.",
        HelpName = "DAY",
    };

    private readonly Option<string?> _to = new("--to")
    {
        Description = "The day after the last one, UTC: the range ends before it. Default: after the latest charge.",
        HelpName = "DAY",
    };

    private readonly Option<string?> _window = new("--window")
    {
        Description = "Instead of --from and --to: today, yesterday, lastweek, month, lastmonth, or days like 7d.",
        HelpName = "WINDOW",
    };

    private readonly Option<string[]> _filter = new("--filter")
    {
        Description = "Keeps what has one of the values: DIM=VALUE[,VALUE…]; DIM!=VALUE leaves it out. Repeatable; all "
            + $"must hold. A comma inside a value is written \\,. DIM: {Dimensions}.",
        HelpName = "DIM=VALUE",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        command.Add(_from);
        command.Add(_to);
        command.Add(_window);
        AddFilterTo(command);
    }

    public void AddFilterTo(Command command) => command.Add(_filter);

    public (Timestamp? From, Timestamp? To) Range(ParseResult parsed)
    {
        if (parsed.GetValue(_window) is { } window)
        {
            if (parsed.GetValue(_from) is not null || parsed.GetValue(_to) is not null)
            {
                throw new CliException("--window stands instead of --from and --to; give one or the other.");
            }

            var (first, end) = QueryWindow.Parse(
                window, DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
            return (Midnight(first), Midnight(end));
        }

        return (Day("--from", parsed.GetValue(_from)), Day("--to", parsed.GetValue(_to)));
    }

    public IEnumerable<CostFilter> Filters(ParseResult parsed) => parsed.GetValue(_filter)!.Select(ParseFilter);

    /// <summary>An option that bounds how much is printed.</summary>
    public static Option<int?> Limit(string description)
    {
        var limit = new Option<int?>("--limit")
        {
            Description = $"Prints at most so many {description}",
            HelpName = "COUNT",
        };
        limit.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
            {
                result.AddError("--limit must be at least 1.");
            }
        });
        return limit;
    }

    /// <summary>Names between commas. Each may stand there once: a second column would say the same.</summary>
    public static string[] ParseGroupBy(string? list)
    {
        var names = (list ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Distinct(StringComparer.Ordinal).Count() == names.Length
            ? names
            : throw new CliException($"--group-by '{list}' names a dimension twice.");
    }

    public static CostFilter ParseFilter(string text)
    {
        try
        {
            return FilterText.Parse(text);
        }
        catch (FormatException wrong)
        {
            throw new CliException($"--filter {wrong.Message}");
        }
    }

    /// <summary>Reads a day; null when there is none.</summary>
    public static Timestamp? Day(string option, string? text) => text switch
    {
        null => null,
        _ when DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Midnight(day),
        _ => throw new CliException($"{option} is '{text}'; expected a day like 2026-11-01."),
    };

    private static Timestamp Midnight(DateOnly day) =>
        Timestamp.FromDateTime(day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc));
}
