using System.Globalization;
using System.Text.Json;
using CostIntel.TestKit;

namespace CostIntel.EndToEnd;

/// <summary>Runs the command line and reads its JSON.</summary>
internal static class Cli
{
    public static async Task<(int ExitCode, JsonElement Json)> JsonAsync(string server, params string[] arguments)
    {
        var (exitCode, output, error) = await Programs.RunCliAsync(server, [.. arguments, "--output", "json"]);
        Assert.True(output.Length > 0, $"exit code {exitCode}: {error}");
        return (exitCode, JsonDocument.Parse(output).RootElement);
    }

    public static decimal Total(JsonElement document, string cost, string currency = "USD") =>
        document.GetProperty("totals").TryGetProperty(currency, out var totals)
            ? decimal.Parse(totals.GetProperty(cost).GetString()!, CultureInfo.InvariantCulture)
            : 0;

    public static long Count(JsonElement document, string name) => document.GetProperty(name).GetInt64();
}
