using CostIntel.Domain.Access;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Workflow.Approvals;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Workflow.Approvals.TestChanges;

namespace CostIntel.Domain.Tests.Workflow.Approvals;

public sealed class ApprovalSeatsTests
{
    private static readonly ApprovalLevel Finance = new(["finops"], ["carl"], 2, null, TimeSpan.FromHours(4), ["managers"]);
    private static readonly Approver Ann = new("ann", ["finops"]);
    private static readonly Approver Bob = new("bob", ["platform"]);

    [Fact]
    public void Members_of_a_group_and_people_by_name_may_approve_and_others_may_not()
    {
        Assert.True(Find(Ann).Counts);
        Assert.True(Find(new("carl", [])).Counts);
        Assert.Contains("asked are group finops, carl", Find(Bob).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void The_proposer_never_approves() =>
        Assert.Contains("proposed the change", Find(Ann, proposer: "ann").Refusal, StringComparison.Ordinal);

    [Fact]
    public void Nobody_counts_twice() =>
        Assert.Contains("another person", Find(Ann, taken: [new("ann", "ann")]).Refusal, StringComparison.Ordinal);

    [Fact]
    public void Others_are_asked_once_the_level_has_escalated()
    {
        var manager = new Approver("mia", ["managers"]);

        Assert.False(Find(manager).Counts);
        Assert.True(Find(manager, hasEscalated: true).Counts);
    }

    [Fact]
    public void A_delegate_approves_in_the_name_of_whoever_is_away_and_only_in_that_time()
    {
        var away = Delegates("ann", "bob");

        Assert.Equal(new ApprovalSeat("bob", "ann"), Find(Bob, delegations: [away]).Seat);
        Assert.False(Find(Bob, delegations: [away with { UntilUtc = Noon }]).Counts);
        Assert.False(Find(Bob, delegations: [away with { SinceUtc = Noon.AddTicks(1) }]).Counts);
    }

    [Fact]
    public void Somebody_and_the_delegate_count_once()
    {
        var away = Delegates("ann", "bob");

        Assert.Contains(
            "the same one", Find(Bob, taken: [new("ann", "ann")], delegations: [away]).Refusal, StringComparison.Ordinal);
        Assert.False(Find(Ann, taken: [new("bob", "ann")], delegations: [away]).Counts);
    }

    [Fact]
    public void Whoever_has_approved_for_somebody_else_is_not_heard_again_through_a_delegate() => Assert.False(
        Find(Bob, taken: [new("ann", "carl")], delegations: [Delegates("ann", "bob")]).Counts);

    [Fact]
    public void What_was_delegated_is_not_delegated_on() =>
        Assert.False(Find(new("dora", []), delegations: [Delegates("ann", "bob"), Delegates("bob", "dora")]).Counts);

    [Fact]
    public void Nobody_approves_in_the_name_of_the_proposer() =>
        Assert.False(Find(Bob, proposer: "ann", delegations: [Delegates("ann", "bob")]).Counts);

    [Fact]
    public void The_proposer_does_not_approve_for_somebody_else() =>
        Assert.False(Find(Bob, proposer: "bob", delegations: [Delegates("ann", "bob")]).Counts);

    [Fact]
    public void Who_stands_in_on_a_level_speaks_for_whoever_said_so_unless_that_is_an_author()
    {
        Assert.Equal(new ApprovalSeat("bob", "ann"), Find(Bob, standIns: [new("bob", "ann")]).Seat);
        Assert.False(Find(Bob, standIns: [new("dora", "ann")]).Counts);
        Assert.False(Find(Bob, proposer: "ann", standIns: [new("bob", "ann")]).Counts);
        Assert.False(Find(Bob, taken: [new("ann", "ann")], standIns: [new("bob", "ann")]).Counts);
    }

    [Fact]
    public void Whoever_is_asked_speaks_for_themselves_and_not_for_others() => Assert.False(
        Find(Ann, taken: [new("dora", "ann")], standIns: [new("ann", "carl")]).Counts);

    [Fact]
    public void Everybody_with_the_role_belongs_to_the_group_of_approvers()
    {
        Assert.Equal(["ops", "approvers"], Approver.Of(Someone(Role.Approver)).Groups);
        Assert.Equal(["ops", "approvers"], Approver.Of(Someone(Role.Admin)).Groups);
        Assert.Equal(["ops"], Approver.Of(Someone(Role.Operator)).Groups);

        static Principal Someone(Role role) => new(TenantId.Parse("acme"), "ann", [role], ["ops"], "");
    }

    [Fact]
    public void Whoever_delegates_to_whom_two_approvals_are_two_people_and_two_seats_and_never_the_proposer() => Prop.ForAll(
        (from pairs in Gen.Elements("ann", "bob", "carl", "dora").Two().ListOf()
         from order in Gen.Elements("ann", "bob", "carl", "dora").ListOf(12)
         from proposer in Gen.Elements("ann", "bob", "carl", "dora")
         from standIns in Gen.Elements("ann", "bob", "carl", "dora").Two().ListOf()
         select (Pairs: pairs, Order: order, Proposer: proposer, StandIns: standIns)).ToArbitrary(),
        sample =>
        {
            var seats = new List<ApprovalSeat>();
            var standIns = sample.StandIns.Select(pair => new ApprovalSeat(pair.Item1, pair.Item2)).ToArray();
            var delegations = sample.Pairs.Select(pair => Delegates(pair.Item1, pair.Item2)).ToList();
            foreach (var name in sample.Order)
            {
                var approver = new Approver(name, name is "ann" or "carl" ? ["finops"] : []);
                var found = Find(approver, sample.Proposer, false, [.. seats], delegations, standIns);
                seats.AddRange(found.Counts ? [found.Seat] : []);
            }

            return seats.TrueForAll(seat => seat.Actor != sample.Proposer && seat.For != sample.Proposer)
                && seats.DistinctBy(seat => seat.Actor).Count() == seats.Count
                && seats.DistinctBy(seat => seat.For).Count() == seats.Count
                && seats.TrueForAll(seat => !seat.IsDelegated || seats.TrueForAll(other => other.Actor != seat.For));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    private static StandingDelegation Delegates(string from, string to) =>
        new(from, ["finops"], to, Noon.AddDays(-1), Noon.AddDays(1));

    private static SeatResult Find(
        Approver approver,
        string proposer = "",
        bool hasEscalated = false,
        ApprovalSeat[]? taken = null,
        IReadOnlyList<StandingDelegation>? delegations = null,
        ApprovalSeat[]? standIns = null) =>
        ApprovalSeats.Find(Finance, hasEscalated, taken ?? [], approver, [proposer], delegations ?? [], standIns ?? [], Noon);
}
