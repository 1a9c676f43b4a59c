using System.Text.Json;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.Workflow;
using CostIntel.Domain.Workflow.Approvals;
using Google.Protobuf;

namespace CostIntel.Contracts.Tests.Workflow;

public sealed class RequirementMappingTests
{
    private static readonly DateTimeOffset Since = new DateTimeOffset(2026, 3, 1, 4, 5, 6, TimeSpan.Zero).AddTicks(7);

    [Fact]
    public void A_requirement_comes_back_to_the_tick()
    {
        ApprovalLevel[] levels =
        [
            new(["finops", "owners"], ["ann"], 2, TimeSpan.FromTicks(3), TimeSpan.FromHours(4), ["managers"]),
            new([], ["bob"], 1, null, null, []),
        ];
        var asked = new ApprovalRequirement(levels, false, TimeSpan.FromTicks(123_456_789), "v1", "Rule 'big' asks.")
        {
            Delegations = [new("ann", ["finops"], "bob", Since, Since.AddDays(3))],
        };

        Assert.Equal(JsonSerializer.Serialize(asked), JsonSerializer.Serialize(Again(asked)));
    }

    [Fact]
    public void An_automatic_approval_comes_back()
    {
        var automatic = new ApprovalRequirement([], true, TimeSpan.FromDays(7), "v2", "safe");

        Assert.Equal(JsonSerializer.Serialize(automatic), JsonSerializer.Serialize(Again(automatic)));
    }

    private static ApprovalRequirement Again(ApprovalRequirement requirement) =>
        StoredApprovalRequirement.Parser.ParseFrom(requirement.ToStored().ToByteArray()).ToDomain();
}
