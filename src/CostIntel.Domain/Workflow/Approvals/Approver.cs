using CostIntel.Domain.Access;

namespace CostIntel.Domain.Workflow.Approvals;

/// <summary>Somebody who wants to approve.</summary>
/// <param name="Name">The principal's name.</param>
/// <param name="Groups">Its groups, see <see cref="Of"/>.</param>
public sealed record Approver(string Name, IReadOnlyList<string> Groups)
{
    /// <summary>A principal as approver: with the role of one it belongs to the group of all approvers.</summary>
    public static Approver Of(Principal principal) => new(
        principal.Name,
        principal.Has(Role.Approver) ? [.. principal.Groups, ApprovalPolicy.Approvers] : principal.Groups);
}
