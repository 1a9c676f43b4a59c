using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Recommendations.Risks;
using CostIntel.Domain.Recommendations.Savings;
using CostIntel.Domain.Sla;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Recommendations.Book;

public sealed class RecommendationBookTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan CoolDown = TimeSpan.FromDays(14);

    private readonly RecommendationBook _book = new([]);

    [Fact]
    public void The_best_of_what_could_be_done_is_proposed_and_nothing_else()
    {
        var change = Report([Of("rightsize", 50), Of("idle-machine", 100), Of("spot", 60)]);

        var proposed = Assert.Single(change.Touched);
        Assert.Equal(("idle-machine", RecommendationState.Proposed), (proposed.Proposal.Candidate.Rule, proposed.State));
        Assert.Equal(RecommendationChange.Proposed, Assert.Single(change.Events).Entry.Change);
    }

    [Fact]
    public void Less_is_better_than_what_breaks_an_objective()
    {
        var proposed = Assert.Single(Report([Of("idle-machine", 100, sla: SlaOutcome.Blocked), Of("rightsize", 10)]).Touched);

        Assert.Equal("rightsize", proposed.Proposal.Candidate.Rule);
    }

    [Fact]
    public void The_same_again_changes_nothing_and_a_tenth_more_is_told()
    {
        var id = Assert.Single(Report([Of("rightsize", 100)]).Touched).Id;

        Assert.Empty(Report([Of("rightsize", 100)], hours: 1).Touched);
        Assert.Empty(Report([Of("rightsize", 109)], hours: 2).Events);
        var told = Assert.Single(Report([Of("rightsize", 111)], hours: 3).Events);

        Assert.Equal((id, RecommendationChange.Refreshed), (told.Recommendation.Id, told.Entry.Change));
        Assert.Equal(Now, told.Recommendation.ProposedUtc);
        Assert.Equal(Now.AddHours(3), told.Recommendation.RefreshedUtc);
    }

    [Fact]
    public void Another_takes_its_place_only_when_it_is_clearly_better()
    {
        var first = Assert.Single(Report([Of("rightsize", 100)]).Touched);

        Assert.Empty(Report([Of("rightsize", 100), Of("off-hours", 115)]).Events);
        var change = Report([Of("rightsize", 100), Of("off-hours", 130)]);

        Assert.Equal([RecommendationChange.Superseded, RecommendationChange.Proposed], change.Events.Select(told => told.Entry.Change));
        Assert.Equal(change.Touched[1].Id, _book.Find(first.Id)!.SupersededBy);
        Assert.Single(_book.All, one => one.IsLive);
    }

    [Fact]
    public void What_no_longer_holds_is_withdrawn_and_is_the_same_when_it_holds_again_soon()
    {
        var id = Assert.Single(Report([Of("rightsize", 100)]).Touched).Id;

        Assert.Equal(RecommendationState.Withdrawn, Assert.Single(Report([], hours: 1).Touched).State);
        var soon = Assert.Single(Report([Of("rightsize", 100)], hours: 2).Touched);
        Report([], hours: 3);
        var late = Assert.Single(Report([Of("rightsize", 100)], hours: 24 * 8).Touched);

        Assert.Equal((id, RecommendationState.Proposed, Now), (soon.Id, soon.State, soon.ProposedUtc));
        Assert.NotEqual(id, late.Id);
    }

    [Fact]
    public void The_like_of_what_was_rejected_is_proposed_later_or_when_it_saves_much_more()
    {
        var proposed = Assert.Single(Report([Of("rightsize", 100)]).Touched);
        RecommendationCommands.Reject(_book, proposed, "ann", "no", null, Now);

        Assert.Empty(Report([Of("rightsize", 140)], hours: 1).Touched);
        Assert.Single(Report([Of("rightsize", 140), Of("off-hours", 1)], hours: 1).Touched, one => one.Proposal.Candidate.Rule == "off-hours");
        Report([], hours: 2);
        Assert.Single(Report([Of("rightsize", 151)], hours: 3).Touched);
        Report([], hours: 4);
        Assert.Single(Report([Of("rightsize", 100)], hours: 24 * 91).Touched);
    }

    [Fact]
    public void Nothing_is_proposed_on_what_is_known_of_the_time_before_a_change()
    {
        var proposed = Assert.Single(Report([Of("rightsize", 100)]).Touched);
        RecommendationCommands.Apply(_book, proposed, "ann", "", Now, Now);

        Assert.Empty(Report([Of("rightsize", 100)], hours: 24 * 13).Touched);
        Assert.Single(Report([Of("rightsize", 100)], hours: 24 * 15).Touched);
    }

    [Fact]
    public void What_was_proposed_instead_ends_when_the_one_before_it_was_applied()
    {
        var first = Assert.Single(Report([Of("rightsize", 100)]).Touched);
        var second = Report([Of("rightsize", 100), Of("off-hours", 130)]).Touched[1];

        RecommendationCommands.Apply(_book, _book.Find(first.Id)!, "ann", "", Now, Now);

        Assert.Equal((RecommendationState.Superseded, first.Id), (_book.Find(second.Id)!.State, _book.Find(second.Id)!.SupersededBy));
    }

    [Fact]
    public void In_the_cool_down_what_no_longer_holds_is_withdrawn_all_the_same()
    {
        var applied = Assert.Single(Report([Of("rightsize", 100)]).Touched);
        RecommendationCommands.Apply(_book, applied, "ann", "", Now.AddDays(-10), Now);
        var next = Assert.Single(Report([Of("off-hours", 50)], hours: 24 * 5).Touched);
        RecommendationCommands.Apply(_book, _book.Find(next.Id)!, "ann", "", Now.AddDays(5), Now.AddDays(5));

        Assert.Empty(Report([Of("spot", 50)], hours: 24 * 6).Touched);
        Assert.DoesNotContain(_book.All, one => one.IsLive);
    }

    [Fact]
    public void At_the_edge_of_an_objective_a_proposal_has_a_day_before_another_takes_its_place()
    {
        var first = Assert.Single(Report([Of("rightsize", 100)]).Touched);
        Proposal[] blocked = [Of("rightsize", 100, SlaOutcome.Blocked), Of("off-hours", 50)];

        Assert.Equal(first.Id, Assert.Single(Report(blocked, hours: 1).Touched).Id);
        Assert.Equal(first.Id, Assert.Single(Report([Of("rightsize", 100), Of("off-hours", 50)], hours: 2).Touched).Id);
        Report(blocked, hours: 3);
        Assert.Equal(RecommendationState.Superseded, Report(blocked, hours: 28).Touched[0].State);
    }

    [Fact]
    public void What_is_known_of_a_target_is_known_at_once_and_told_when_it_matters()
    {
        Report([Of("rightsize", 100)]);
        var change = Report([Of("rightsize", 101) with { Environment = EnvironmentKind.Production }], hours: 1);

        Assert.Empty(change.Events);
        Assert.Equal(EnvironmentKind.Production, Assert.Single(_book.All).Proposal.Environment);
        Assert.Equal(101m, Assert.Single(_book.All).Proposal.Estimate.Saving.Expected);
    }

    [Fact]
    public void A_resource_that_is_charged_in_another_currency_is_the_same()
    {
        Report([Of("rightsize", 100)]);

        var change = _book.Report(Target("vm") with { Unit = "EUR" }, [], 0, CoolDown, Now);

        Assert.Equal(RecommendationState.Withdrawn, Assert.Single(change.Touched).State);
    }

    [Fact]
    public void A_rule_that_is_not_trusted_enough_proposes_nothing()
    {
        for (var machine = 0; machine < 6; machine++)
        {
            var proposed = Assert.Single(_book.Report(Target($"vm-{machine}"), [Of("rightsize", 100)], 0, CoolDown, Now).Touched);
            RecommendationCommands.Apply(_book, proposed, "ann", "", Now, Now);
            RecommendationCommands.RollBack(_book, _book.Find(proposed.Id)!, "ann", "", Now);
        }

        Assert.Empty(_book.Report(Target("vm-9"), [Of("rightsize", 100)], 0.5, CoolDown, Now).Touched);
    }

    [Fact]
    public void Measuring_ends_after_ninety_days_also_of_what_cannot_be_measured()
    {
        var proposed = Assert.Single(Report([Of("rightsize", 100)]).Touched);
        RecommendationCommands.Apply(_book, proposed, "ann", "", Now, Now);

        Assert.Empty(_book.EndMeasuring(Now.AddDays(90)).Touched);
        Assert.Equal(Now.AddDays(92), Assert.Single(_book.EndMeasuring(Now.AddDays(92)).Touched).ClosedUtc);
        Assert.Empty(_book.EndMeasuring(Now.AddDays(93)).Touched);
    }

    [Fact]
    public void Commands_said_twice_change_nothing_and_others_are_refused_with_what_is_allowed()
    {
        var proposed = Assert.Single(Report([Of("rightsize", 100)]).Touched);
        var refused = Assert.Throws<RecommendationRefusedException>(() => RecommendationCommands.RollBack(_book, proposed, "ann", "", Now));
        RecommendationCommands.Apply(_book, proposed, "ann", "", Now, Now);
        var applied = _book.Find(proposed.Id)!;

        Assert.Empty(RecommendationCommands.Apply(_book, applied, "bob", "", Now, Now).Touched);
        RecommendationCommands.RollBack(_book, applied, "ann", "slow", Now);
        var over = Assert.Throws<RecommendationRefusedException>(
            () => RecommendationCommands.Reject(_book, _book.Find(proposed.Id)!, "ann", "", null, Now));

        Assert.Equal($"Recommendation '{proposed.Id}' is proposed and cannot be rolled back; it can be rejected or applied.", refused.Message);
        Assert.EndsWith("is rolled back and cannot be rejected; it is over.", over.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_change_has_gone_wrong_with_is_left_alone_for_a_day()
    {
        var proposed = Assert.Single(Report([Of("rightsize", 100)]).Touched);
        RecommendationChanges.Claim(_book, [proposed], "change");
        var undone = new ChangeNews("change", 1, RecommendationState.RolledBack, RecommendationChange.RolledBack, "", "slow", Now, null);
        RecommendationChanges.Advance(_book, _book.Find(proposed.Id)!, undone);

        Assert.Empty(_book.Report(Target("vm"), [Of("off-hours", 60)], 0, CoolDown, Now.AddHours(23)).Touched);
        Assert.Single(_book.Report(Target("vm"), [Of("off-hours", 60)], 0, CoolDown, Now.AddHours(25)).Touched);
    }

    [Fact]
    public void A_rule_whose_promises_do_not_come_true_ranks_lower_by_itself()
    {
        for (var machine = 0; machine < 6; machine++)
        {
            var target = Target($"vm-{machine}");
            var proposed = Assert.Single(_book.Report(target, [Of("rightsize", 100)], 0, CoolDown, Now).Touched);
            RecommendationCommands.Apply(_book, proposed, "ann", "", Now, Now);
            _book.Measure(proposed.Id, new RealisedSaving(30, 95, 100, 98, 102, 100), Now.AddDays(31));
        }

        Assert.Equal(6, _book.TrustIn("rightsize").Measured);
        Assert.InRange(_book.TrustIn("rightsize").Factor, 0.3, 0.45);
        Assert.Equal(1, _book.TrustIn("off-hours").Factor);
        var next = Assert.Single(_book.Report(Target("vm-9"), [Of("rightsize", 100), Of("off-hours", 60)], 0, CoolDown, Now).Touched);
        Assert.Equal("off-hours", next.Proposal.Candidate.Rule);
    }

    [Fact]
    public void Waiting_costs_what_would_have_been_saved_since()
    {
        var proposed = Assert.Single(Report([Of("rightsize", 73)]).Touched);

        Assert.Equal(1m, proposed.CostOfWaiting(Now.AddHours(10)));
        RecommendationCommands.Reject(_book, proposed, "ann", "", null, Now.AddHours(10));
        Assert.Equal(0m, _book.Find(proposed.Id)!.CostOfWaiting(Now.AddHours(20)));
    }

    [Fact]
    public void Whatever_is_reported_and_said_a_target_has_at_most_one_live_recommendation_and_a_restart_changes_nothing() => Prop.ForAll(
        Gen.Choose(0, 9).ListOf(40).ToArbitrary(),
        steps =>
        {
            var book = new RecommendationBook([]);
            var hour = 0;
            foreach (var step in steps)
            {
                var now = Now.AddHours(++hour);
                var live = book.All.FirstOrDefault(one => one.IsLive);
                _ = step switch
                {
                    0 => book.Report(Target("vm"), [], 0, CoolDown, now),
                    1 when live is not null => RecommendationCommands.Reject(book, live, "a", "", now.AddHours(5), now),
                    2 when live is not null => RecommendationCommands.Apply(book, live, "a", "", now.AddDays(-30), now),
                    _ => book.Report(Target("vm"), [Of("rightsize", 10 * step), Of("off-hours", 50)], 0, CoolDown, now),
                };
                Assert.True(book.All.Count(one => one.IsLive) <= 1);
                Assert.All(book.All, one => Assert.True(one.IsLive || one.Timeline.Count > 1));
            }

            var again = new RecommendationBook(book.All);
            var after = Now.AddHours(hour + 1);
            Proposal[] held = [Of("spot", 70)];
            Assert.Equal(
                book.Report(Target("vm"), held, 0, CoolDown, after).Events.Select(told => (told.Recommendation.Id, told.Entry.Change)),
                again.Report(Target("vm"), held, 0, CoolDown, after).Events.Select(told => (told.Recommendation.Id, told.Entry.Change)));
        }).Check(Config.QuickThrowOnFailure);

    private static Subject Target(string resource)
    {
        var account = AccountKey.Parse("default/aws/1");
        return new(account, new ResourceKey(account, "", resource).ToString(), "", "EC2", "us-east-1", "", [], Measure.Cost, "USD");
    }

    private static Proposal Of(string rule, decimal saving, SlaOutcome sla = SlaOutcome.Passed) => new(
        new Candidate(rule, new Change { Action = ActionType.Rightsize, To = "small" }, 0.8, Effort.Low, "Because.", [], 14),
        new SavingEstimate(200, 200 - saving, new Saving(saving * 0.9m, saving, saving * 1.1m)),
        new SlaVerdict(sla, []),
        new Risk(0.3, []),
        EnvironmentKind.Unknown);

    private RecommendationOutcome Report(Proposal[] held, int hours = 0) => _book.Report(Target("vm"), held, 0, CoolDown, Now.AddHours(hours));
}
