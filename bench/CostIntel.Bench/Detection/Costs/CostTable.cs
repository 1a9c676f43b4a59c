using System.Globalization;
using CostIntel.Domain.Detection.Costs;

namespace CostIntel.Bench.Detection.Costs;

/// <summary>Prints what was measured beside what is asked, as Markdown.</summary>
internal sealed class CostTable(DetectCosts result, TextWriter writer)
{
    public void Print()
    {
        var settled = result.Settled;
        writer.WriteLine("| measure | measured | asked |\n| --- | --- | --- |");
        Row("F1 at the default threshold", Share(settled.F1), "≥ 0.90");
        Row("recall / precision", $"{Share(settled.Recall)} / {Share(settled.Precision)}", "");
        Row("false notices a resource and month", Share(settled.FalsePerMonth, 3), "≤ 0.05");
        Row("slow leaks found", Share(settled.RecallOf("leak")), "≥ 0.80");
        Row("excess money after the first alert", Share(settled.Captured), "≥ 0.85");
        Row("median delay, points", Share(settled.Percentile(0.5), 0), "0");
        Row("strict precision", Share(settled.StrictPrecision), "");
        Row("strict precision, deployments announced", Share(result.Announced.StrictPrecision), "≥ 0.70");
        Row("F1, deployments announced", Share(result.Announced.F1), "");
        Row("F1 of what is raised", Share(result.Raised.F1), "");
        Row("F1 of what stays raised, restated", Share(result.Restated.F1), "within 0.03");
        Row("provisional findings taken back", $"{result.Retracted}", "");
        Row("bytes a series", $"{CostDetector.StateBytes}", "≤ 4096");
        Row("bytes allocated a point", Share(result.AllocatedPerPoint, 1), "0");
        Row("nanoseconds a point", Share(result.NanosecondsPerPoint, 0), "≤ 2000");
        PrintKinds();
        PrintCauses();
    }

    private static string Share(double value, int digits = 2) =>
        value.ToString($"F{digits}", CultureInfo.InvariantCulture);

    private void PrintKinds()
    {
        writer.WriteLine("\n| kind of anomaly | found | of | restated | announced |\n| --- | --- | --- | --- | --- |");
        foreach (var (kind, (found, all)) in result.Settled.Kinds)
        {
            var (restated, announced) = (result.Restated.Kinds[kind].Found, result.Announced.Kinds[kind].Found);
            writer.WriteLine($"| {kind} | {found} | {all} | {restated} | {announced} |");
        }
    }

    private void PrintCauses()
    {
        writer.WriteLine("\n| notice that is no anomaly | notices | restated | announced |\n| --- | --- | --- | --- |");
        Causes("in", score => score.Neutral);
        Causes("false, within ten days of", score => score.False);
    }

    private void Causes(string relation, Func<CostScore, IReadOnlyDictionary<string, int>> of)
    {
        CostScore[] scores = [result.Settled, result.Restated, result.Announced];
        foreach (var cause in scores.SelectMany(score => of(score).Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var name = cause == "noise" ? "false, noise" : $"{relation} {cause}";
            var notices = string.Join(" | ", scores.Select(score => of(score).GetValueOrDefault(cause)));
            writer.WriteLine($"| {name} | {notices} |");
        }
    }

    private void Row(string measure, string measured, string asked) =>
        writer.WriteLine($"| {measure} | {measured} | {asked} |");
}
