using System.Globalization;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Output;

/// <summary>
/// Draws a series beside what was expected of it: a column a bucket, <c>#</c> where it was, <c>-</c> where it was expected.
/// </summary>
internal static class EvidenceChart
{
    private const int Rows = 8;
    private const int ColumnsMax = 72;

    public static void Write(TextWriter output, IncidentMember member)
    {
        var points = member.Evidence.TakeLast(ColumnsMax).ToList();
        var top = points.Select(point => Math.Max(point.Actual, point.Expected)).DefaultIfEmpty().Max();
        if (points.Count < 2 || top <= 0)
        {
            return;
        }

        output.WriteLine();
        var name = member.ResourceKey.Length == 0 ? $"{member.ServiceName} {member.RegionId}" : member.ResourceId;
        output.WriteLine($"{name}: # {IncidentOutput.Name(member.Measure)} in {member.Unit}, - expected");
        for (var row = Rows; row > 0; row--)
        {
            var label = row == Rows ? top.ToString("G3", CultureInfo.InvariantCulture) : "";
            output.WriteLine($"{label,10} |{string.Concat(points.Select(point => Cell(point, row, top / Rows)))}".TrimEnd());
        }

        output.WriteLine($"{"0",10} +{new string('-', points.Count)}");
        output.WriteLine(
            $"{"",12}{points[0].Start.ToDateTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} to "
            + $"{points[^1].Start.ToDateTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC");
    }

    private static char Cell(EvidencePoint point, int row, double height)
    {
        if (point.Actual > (row - 0.5) * height)
        {
            return '#';
        }

        return (int)Math.Ceiling(point.Expected / height) == row ? '-' : ' ';
    }
}
