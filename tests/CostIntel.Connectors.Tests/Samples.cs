using System.Text.Json;

namespace CostIntel.Connectors.Tests;

/// <summary>Sample exports with control totals that live outside the repository.</summary>
internal static class Samples
{
    /// <summary>The folder with the samples; skips the test where there is none.</summary>
    public static string Billing()
    {
        var named = Environment.GetEnvironmentVariable("COSTINTEL_SAMPLES");
        var folder = Path.Combine(named ?? Path.Combine(Checkout(), "..", "shared", "data"), "billing");
        Skip.IfNot(Directory.Exists(folder), $"No sample data in {folder}; name its folder with COSTINTEL_SAMPLES.");
        return folder;
    }

    /// <summary>The control figures of a sample.</summary>
    public static JsonElement Control(string file)
    {
        var name = file.Replace("/", "__", StringComparison.Ordinal);
        var path = Path.Combine(Billing(), "control", "dev", name + ".json");
        using var json = JsonDocument.Parse(File.ReadAllBytes(path));
        return json.RootElement.Clone();
    }

    /// <summary>The exact sum of a column by the control figures; 0 where the file has no such column.</summary>
    public static decimal Sum(this JsonElement control, string column) =>
        control.GetProperty("sums").TryGetProperty(column, out var sums)
            ? decimal.Parse(sums.GetProperty("sum").GetString()!, System.Globalization.CultureInfo.InvariantCulture)
            : 0;

    private static string Checkout()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.Parent is not null && !File.Exists(Path.Combine(folder.FullName, "CostIntel.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
