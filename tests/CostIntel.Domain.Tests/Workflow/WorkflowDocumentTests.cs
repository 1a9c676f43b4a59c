using CostIntel.Domain.Workflow;

namespace CostIntel.Domain.Tests.Workflow;

public sealed class WorkflowDocumentTests
{
    private static readonly string[] Lines = ReadLines();

    [Fact]
    public void The_document_shows_what_each_state_hears() => AssertShown(
        WorkflowTable.Commands.OrderBy(row => row.Key).Select(row => $"| {row.Key} | {string.Join(", ", row.Value)} |"), 2);

    [Fact]
    public void The_document_shows_where_each_event_leads() => AssertShown(
        WorkflowTable.Transitions.Select(row => $"| {row.Event} | {string.Join(", ", row.From)} | {row.To?.ToString() ?? ""} |"), 3);

    // All rows of a table of so many columns, but for its head.
    private static void AssertShown(IEnumerable<string> rows, int columns) => Assert.Equal(
        rows.Order(StringComparer.Ordinal),
        Lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Count(sign => sign == '|') == columns + 1)
            .Where(line => !line.StartsWith("| State |", StringComparison.Ordinal) && !line.StartsWith("| Event |", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal));

    private static string[] ReadLines()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "CostIntel.Orleans.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return File.ReadAllLines(Path.Combine(folder, "docs", "workflow.md"));
    }
}
