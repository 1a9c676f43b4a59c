using System.Globalization;

namespace CostIntel.Domain.Workflow.Decisions;

/// <summary>What a case says when it refuses.</summary>
internal static class Refusals
{
    public const string Stale = "That is not what is under way.";

    public static string Of(Case now, string why)
    {
        var allowed = string.Join(", ", WorkflowTable.Commands[now.State]);
        return string.Create(CultureInfo.InvariantCulture, $"Case '{now.Id}' is {now.State}: {why} Allowed: {allowed}.");
    }
}
