using CostIntel.Contracts.Notifications;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Notifications;
using Google.Protobuf.WellKnownTypes;
using DomainChange = CostIntel.Domain.Recommendations.Book.RecommendationChange;
using Level = CostIntel.Domain.Incidents.Severity;

namespace CostIntel.Contracts.Tests.Notifications;

public sealed class NoticeMappingTests
{
    private static readonly TenantId Tenant = TenantId.Parse("default");

    public static TheoryData<DomainChange> Changes => [.. System.Enum.GetValues<DomainChange>()];

    [Theory]
    [MemberData(nameof(Changes))]
    public void Everything_that_happens_to_a_recommendation_has_a_type_that_subscriptions_can_name(DomainChange change)
    {
        var notice = Happened(change).ToNotice(Tenant);

        Assert.True(EventTypes.IsPattern(notice.Type), notice.Type);
        Assert.True(EventTypes.Matches("io.costintel.recommendation.*", notice.Type));
        Assert.True(System.Enum.IsDefined((RecommendationChange)change));
        Assert.NotEmpty(notice.Summary);
    }

    [Theory]
    [InlineData(DomainChange.PersonCalled, Level.Critical, true)]
    [InlineData(DomainChange.Failed, Level.Critical, false)]
    [InlineData(DomainChange.RollbackStarted, Level.Warning, false)]
    [InlineData(DomainChange.Applied, null, false)]
    public void What_goes_wrong_is_told_as_such(DomainChange change, Level? severity, bool isPage)
    {
        var notice = Happened(change).ToNotice(Tenant);

        Assert.Equal((severity, isPage), (notice.Severity, notice.IsPage));
    }

    [Theory]
    [InlineData(DomainChange.ApprovalAsked)]
    [InlineData(DomainChange.ApprovalReminded)]
    [InlineData(DomainChange.ApprovalEscalated)]
    public void An_approver_is_told_what_they_need_to_decide(DomainChange change)
    {
        var text = Happened(change).ToNotice(Tenant).Fields["text"];

        Assert.StartsWith("Level 1 is asked.", text, StringComparison.Ordinal);
        Assert.Contains("It saves 12.50 EUR a month; risk 0.40; it needs a restart and can be undone.", text, StringComparison.Ordinal);
        Assert.Contains("costintel recommendations approve rec-1", text, StringComparison.Ordinal);
        Assert.Contains("costintel recommendations reject rec-1 --comment", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_and_the_change_can_stand_in_templates()
    {
        var notice = Happened(DomainChange.ApprovalAsked).ToNotice(Tenant);

        var text = NoticeTemplate.Parse("{{type}} {{state}} {{change}}").Render("default", notice, "text/plain");

        Assert.Equal("io.costintel.recommendation.approval_asked.v1 pending_approval chg-1", text);
    }

    private static RecommendationEvent Happened(DomainChange change) => new()
    {
        Cursor = 7,
        Entry = new() { At = DateTimeOffset.UnixEpoch.ToTimestamp(), Change = (RecommendationChange)change, Text = "Level 1 is asked." },
        Recommendation = new()
        {
            RecommendationId = "rec-1",
            ChangeId = "chg-1",
            Reason = "It is idle.",
            Provider = "aws",
            BillingAccountId = "1",
            ResourceId = "vm-1",
            CurrencyCode = "EUR",
            Risk = 0.4,
            State = RecommendationState.PendingApproval,
            EstimatedMonthlySavings = new() { Expected = "12.50" },
            CostOfWaiting = "1.15",
            Change = new() { RestartNeeded = true, RollbackPossible = true },
        },
    };
}
