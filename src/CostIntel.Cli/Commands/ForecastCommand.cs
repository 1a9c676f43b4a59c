using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;
using Enum = System.Enum;

namespace CostIntel.Cli.Commands;

/// <summary><c>costintel forecast</c>: what will be spent, and what the month will come to.</summary>
internal sealed class ForecastCommand
{
    private const int DaysMax = 90;
    private const int HoursMax = DaysMax * 24;

    private readonly QueryOptions _query = new();

    private readonly Option<int?> _days = Count("--days", DaysMax, "Days ahead, 1 to 90. Default: 30.");

    private readonly Option<int?> _hours = Count("--hours", HoursMax, "Instead of --days: hours ahead, hour by hour.");

    private readonly Option<string?> _granularity = new Option<string?>("--granularity")
    {
        Description = "Forecasts by the hour, by the day or by the month. Default: day.",
        HelpName = "hour|day|month",
    }.AcceptOnlyFromAmong("hour", "day", "month");

    private readonly Option<string?> _groupBy = new("--group-by")
    {
        Description = $"A forecast for each; comma-separated: {QueryOptions.Dimensions}.",
        HelpName = "DIM[,DIM…]",
    };

    private readonly Option<string> _cost = new Option<string>("--cost")
    {
        Description = "Which cost is forecast.",
        HelpName = "billed|effective|list|contracted",
        DefaultValueFactory = _ => "effective",
    }.AcceptOnlyFromAmong("billed", "effective", "list", "contracted");

    private readonly Option<double> _interval = new("--interval")
    {
        Description = "How often what comes lies between low and high, 0.01 to 0.99.",
        HelpName = "LEVEL",
        DefaultValueFactory = _ => 0.8,
    };

    private readonly Option<string?> _asOf = new("--as-of")
    {
        Description = "Forecasts as on the morning of this day, UTC: nothing from it on is known. Default: now.",
        HelpName = "DAY",
    };

    private readonly Option<string> _output =
        OutputFormat.Option(OutputFormat.Table, OutputFormat.Json, OutputFormat.Csv);

    private ForecastCommand()
    {
    }

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var options = new ForecastCommand();
        options._interval.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (>= 0.01 and <= 0.99))
            {
                result.AddError("--interval must be 0.01 to 0.99, such as 0.8.");
            }
        });
        var command = new Command(
            "forecast", "Forecasts costs, for example: costintel forecast --days 30 --filter service=Compute");
        options._query.AddFilterTo(command);
        command.Add(options._days);
        command.Add(options._hours);
        command.Add(options._granularity);
        command.Add(options._groupBy);
        command.Add(options._cost);
        command.Add(options._interval);
        command.Add(options._asOf);
        command.Add(options._output);

        command.SetAction((parsed, cancellation) => Guard.RunAsync(
            () => options.RunAsync(connection, parsed, output, cancellation), error, cancellation));
        return command;
    }

    private static Option<int?> Count(string name, int most, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "COUNT" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() is < 1 || result.GetValueOrDefault<int?>() > most)
            {
                result.AddError($"{name} must be 1 to {most}.");
            }
        });
        return option;
    }

    private async Task<int> RunAsync(
        ConnectionOptions connection, ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        var request = RequestOf(parsed);
        using var channel = connection.Open(parsed);
        var client = new ForecastService.ForecastServiceClient(channel);
        var forecast = await client.ForecastCostsAsync(request, connection.Call(parsed, cancellation));
        var projection = await client.ProjectMonthAsync(MonthOf(request), connection.Call(parsed, cancellation));
        ForecastOutput.Write(output, parsed.GetValue(_output)!, request, forecast, projection);
        return ExitCodes.Done;
    }

    private ForecastCostsRequest RequestOf(ParseResult parsed)
    {
        var (days, hours) = (parsed.GetValue(_days), parsed.GetValue(_hours));
        var granularity = parsed.GetValue(_granularity) ?? (hours is null ? "day" : "hour");
        if (hours is not null && (days is not null || granularity != "hour"))
        {
            throw new CliException("--hours stands instead of --days, and goes with --granularity hour alone.");
        }

        var request = new ForecastCostsRequest
        {
            Granularity = Enum.Parse<ForecastGranularity>(granularity, ignoreCase: true),
            Cost = Enum.Parse<CostColumn>(parsed.GetValue(_cost)!, ignoreCase: true),
            Interval = parsed.GetValue(_interval),
            To = QueryOptions.Day("--as-of", parsed.GetValue(_asOf)),
            Horizon = hours is { } ahead ? Duration.FromTimeSpan(TimeSpan.FromHours(ahead))
                : days is { } whole ? Duration.FromTimeSpan(TimeSpan.FromDays(whole))
                : null,
        };
        request.GroupBy.AddRange(QueryOptions.ParseGroupBy(parsed.GetValue(_groupBy)));
        request.Filters.AddRange(_query.Filters(parsed));
        return request;
    }

    private static ProjectMonthRequest MonthOf(ForecastCostsRequest request)
    {
        var month = new ProjectMonthRequest { Cost = request.Cost, Interval = request.Interval, To = request.To };
        month.GroupBy.AddRange(request.GroupBy);
        month.Filters.AddRange(request.Filters);
        return month;
    }
}
