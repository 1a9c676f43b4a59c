using System.Globalization;
using CostIntel.Contracts.V1;
using Google.Protobuf;

namespace CostIntel.Cli.Output;

/// <summary>Writes simulations: alternatives side by side, and below them what stands against each.</summary>
internal static class SimulationOutput
{
    private static readonly JsonFormatter Json = new(
        JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true).WithFormatDefaultValues(true));

    public static void Write(TextWriter output, string format, Simulation simulation)
    {
        switch (format)
        {
            case OutputFormat.Json:
                output.WriteLine(Json.Format(simulation));
                break;
            case OutputFormat.Csv:
                WriteCsv(output, simulation);
                break;
            default:
                WriteTable(output, simulation);
                break;
        }
    }

    public static void Write(TextWriter output, string format, ListSimulationsResponse answer)
    {
        if (format == OutputFormat.Json)
        {
            output.WriteLine(Json.Format(answer));
            return;
        }

        var table = new TextTable("id", "created", "by", "resources", "days", "alternatives", "title").Numeric(3, 4);
        foreach (var one in answer.Simulations)
        {
            table.Add(
                one.SimulationId,
                one.Created.ToDateTime().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture),
                one.CreatedBy,
                $"{one.Resources}",
                $"{one.Request.Days}",
                string.Join("; ", one.Request.Alternatives.Select(alternative => alternative.Name)),
                one.Request.Title);
        }

        table.Write(output);
    }

    public static void Write(TextWriter output, string format, ListTemplatesResponse answer)
    {
        if (format == OutputFormat.Json)
        {
            output.WriteLine(Json.Format(answer));
            return;
        }

        foreach (var template in answer.Templates)
        {
            output.WriteLine($"{template.Name}: {template.Description}");
            foreach (var parameter in template.Parameters)
            {
                output.WriteLine($"  {parameter.Name}{(parameter.Required ? " (required)" : "")}: {parameter.Description}");
            }

            output.WriteLine($"  such as --alternative \"{template.Example}\"");
        }
    }

    private static void WriteCsv(TextWriter output, Simulation simulation)
    {
        output.WriteLine(CsvLine.Of(["day", "currency", "alternative", "cost_before", "cost_after"]));
        foreach (var result in simulation.Results)
        {
            foreach (var day in result.Days)
            {
                for (var i = 0; i < result.Alternatives.Count; i++)
                {
                    output.WriteLine(CsvLine.Of(
                        [Day(day), result.Currency, result.Alternatives[i].Name, day.CostBefore, day.CostAfter[i]]));
                }
            }
        }
    }

    private static string Day(SimulatedDay day) => day.Day.ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void WriteTable(TextWriter output, Simulation simulation)
    {
        var missing = simulation.WithoutDays > 0 ? $", {simulation.WithoutDays} more without a complete day lately" : "";
        output.WriteLine($"{simulation.SimulationId}: {simulation.Resources} resources{missing}");
        foreach (var result in simulation.Results)
        {
            WriteResult(output, result);
        }
    }

    private static void WriteResult(TextWriter output, SimulationResult result)
    {
        var hours = result.ExactHours + result.ModelledHours;
        var exact = hours == 0 ? 0 : 100.0 * result.ExactHours / hours;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Currency}: {result.Resources} resources, {result.Days.Count} days, {Amount(result.CostBefore)}; {exact:0}% of the hours known one by one"));
        var table = new TextTable("", "alternative", "changed", "cost", "a month", "saving", "low", "high", "%", "payback", "SLO hours")
            .Numeric(2, 3, 4, 5, 6, 7, 8, 9, 10);
        for (var i = 0; i < result.Alternatives.Count; i++)
        {
            AddRow(table, result.Alternatives[i], i == result.Best);
        }

        table.Write(output);
        foreach (var alternative in result.Alternatives)
        {
            foreach (var line in SimulationRemarks.Of(alternative))
            {
                output.WriteLine($"{alternative.Name}: {line}");
            }
        }
    }

    private static void AddRow(TextTable table, AlternativeResult one, bool isBest) => table.Add(
        isBest ? "*" : "",
        one.Name,
        $"{one.Changed}",
        Amount(one.CostAfter),
        Amount(one.MonthlyAfter),
        Amount(one.MonthlySaving.Expected),
        Amount(one.MonthlySaving.Low),
        Amount(one.MonthlySaving.High),
        one.SavedPercent.ToString("0.0", CultureInfo.InvariantCulture),
        one.HasPaybackDays ? one.PaybackDays.ToString("0 'd'", CultureInfo.InvariantCulture) : "never",
        $"{one.Breaches.Sum(breach => Math.Max(0, breach.HoursAfter - breach.HoursBefore))}");

    // Estimates: cents are enough to read, and the first digits of what is less; JSON and CSV have them all.
    internal static string Amount(string text)
    {
        var amount = decimal.Parse(text, CultureInfo.InvariantCulture);
        return amount.ToString(Math.Abs(amount) is 0 or >= 1 ? "0.00" : "0.00####", CultureInfo.InvariantCulture);
    }
}
