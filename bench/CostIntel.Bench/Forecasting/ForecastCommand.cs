using System.CommandLine;
using System.Globalization;
using System.Text.Json;

namespace CostIntel.Bench.Forecasting;

/// <summary><c>forecast</c>: measures forecasts and their bands on made accounts.</summary>
internal static class ForecastCommand
{
    private static readonly JsonSerializerOptions Lines = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static Command Create()
    {
        var seeds = new Option<string>("--seeds") { DefaultValueFactory = _ => "201,202,203,204,205,206,207,208,209,210", Description = "Each has other accounts." };
        var accounts = new Option<int>("--accounts") { DefaultValueFactory = _ => 60, Description = "Accounts a seed." };
        var lengths = new Option<string>("--history") { DefaultValueFactory = _ => "30,60,120,240,400", Description = "Days known." };
        var kind = new Option<AccountKind>("--kind") { Description = "Usual, rough or calm accounts." };
        var command = new Command("forecast", "Errors of forecasts and coverage of their bands, on made accounts; prints JSON.")
        {
            seeds, accounts, lengths, kind,
        };
        command.SetAction(parsed => Console.WriteLine(JsonSerializer.Serialize(
            ForecastBackTest.Run(
                Numbers(parsed.GetValue(seeds)!),
                parsed.GetValue(accounts),
                Numbers(parsed.GetValue(lengths)!),
                parsed.GetValue(kind)),
            Lines)));
        return command;
    }

    private static int[] Numbers(string list) =>
        [.. list.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
}
