using CostIntel.Domain.Queries;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Workflow.Approvals.Limits;

namespace CostIntel.Contracts.Documents.Approvals;

/// <summary>Values that have names in approval policies.</summary>
internal static class ApprovalNames
{
    public static FieldKind<EnvironmentKind> Environment { get; } = ApprovalKinds.OneOf(
        ("production", EnvironmentKind.Production),
        ("non-production", EnvironmentKind.NonProduction),
        ("unknown", EnvironmentKind.Unknown));

    public static FieldKind<ActionType> Action { get; } = ApprovalKinds.OneOf(
        [.. Enum.GetValues<ActionType>().Select(action => (KebabCase(action.ToString()), action))]);

    public static FieldKind<SlaOutcome> Sla { get; } = ApprovalKinds.OneOf(
        ("passed", SlaOutcome.Passed), ("flagged", SlaOutcome.Flagged), ("blocked", SlaOutcome.Blocked));

    public static FieldKind<DayOfWeek> Day { get; } = ApprovalKinds.OneOf(
        ("mon", DayOfWeek.Monday),
        ("tue", DayOfWeek.Tuesday),
        ("wed", DayOfWeek.Wednesday),
        ("thu", DayOfWeek.Thursday),
        ("fri", DayOfWeek.Friday),
        ("sat", DayOfWeek.Saturday),
        ("sun", DayOfWeek.Sunday));

    public static FieldKind<BlastGroup> Group { get; } = ApprovalKinds.OneOf(
        ("everything", BlastGroup.Everything),
        ("account", BlastGroup.Account),
        ("service", BlastGroup.Service),
        ("fleet", BlastGroup.Fleet));

    /// <summary>A dimension of targets.</summary>
    public static FieldKind<Dimension> Dimension { get; } = new(
        node => node is ScalarNode scalar
            && Domain.Queries.Dimension.TryParse(scalar.Text, out var dimension)
            && Domain.Incidents.Rules.Scope.Knows(dimension)
                ? dimension
                : throw new FormatException(
                    $"The value is {node.Kind}; expected is one of provider, account, sub_account, service, region, resource, tag:KEY."),
        dimension => FieldKinds.Quote(dimension.ToString()));

    private static string KebabCase(string name) =>
        string.Concat(name.Select((letter, at) => at > 0 && char.IsUpper(letter) ? $"-{letter}" : $"{letter}")).ToLowerInvariant();
}
