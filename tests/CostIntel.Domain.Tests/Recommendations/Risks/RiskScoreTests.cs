using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Risks;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Tests.Sla;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Recommendations.Risks;

public sealed class RiskScoreTests
{
    private static readonly Change Kept = new() { Action = ActionType.Upgrade };

    private static readonly RiskFacts Harmless = new(
        Kept, Effort.VeryLow, EnvironmentKind.NonProduction, 0, 0, 0, 90, 0, SlaOutcome.Passed);

    private static readonly RiskFacts Dire = new(
        new Change { Action = ActionType.Delete, RollbackPossible = false, RestartNeeded = true },
        Effort.VeryHigh, EnvironmentKind.Production, 1, 100_000, 100, 0, 90, SlaOutcome.Blocked);

    [Fact]
    public void The_score_goes_from_nothing_to_one()
    {
        Assert.Equal(0, RiskScore.Of(Harmless).Score, 9);
        Assert.Equal(1, RiskScore.Of(Dire).Score, 9);
        Assert.Equal(1, RiskScore.Of(Harmless).Parts.Sum(part => part.Weight), 9);
    }

    [Fact]
    public void Each_part_counts_with_its_weight_and_says_why()
    {
        var risk = RiskScore.Of(Harmless with { Environment = EnvironmentKind.Production, CostShare = 0.125 });

        Assert.Equal(0.2 + (0.15 * 0.5), risk.Score, 9);
        Assert.Equal("12.5 % of the account's cost", risk.Parts.Single(part => part.Name == "blast-radius").Why);
        Assert.All(risk.Parts, part => Assert.NotEmpty(part.Why));
    }

    [Fact]
    public void Each_thing_that_gets_worse_makes_the_score_larger()
    {
        RiskFacts[] worse =
        [
            Harmless with { Change = Kept with { RollbackPossible = false } },
            Harmless with { Change = Kept with { Action = ActionType.Stop } },
            Harmless with { Change = Kept with { RestartNeeded = true } },
            Harmless with { Effort = Effort.Medium },
            Harmless with { Environment = EnvironmentKind.Unknown },
            Harmless with { CostShare = 0.1 },
            Harmless with { Dependants = 1 },
            Harmless with { ChangesLately = 1 },
            Harmless with { EvidenceDays = 7 },
            Harmless with { EvidenceDaysOld = 2 },
            Harmless with { Sla = SlaOutcome.Flagged },
        ];

        Assert.All(worse, facts => Assert.True(RiskScore.Of(facts).Score > 0));
    }

    [Fact]
    public void What_gets_worse_never_makes_the_score_smaller() => Prop.ForAll(
        Facts().Two().ToArbitrary(), pair =>
        {
            var (a, b) = pair;
            var worst = new RiskFacts(
                Kept with
                {
                    RollbackPossible = a.Change.RollbackPossible && b.Change.RollbackPossible,
                    RestartNeeded = a.Change.RestartNeeded || b.Change.RestartNeeded,
                    Action = a.Change.IsRemoval || b.Change.IsRemoval ? ActionType.Delete : ActionType.Upgrade,
                },
                a.Effort > b.Effort ? a.Effort : b.Effort,
                new[] { EnvironmentKind.Production, EnvironmentKind.Unknown, EnvironmentKind.NonProduction }
                    .First(kind => kind == a.Environment || kind == b.Environment),
                Math.Max(a.CostShare, b.CostShare),
                Math.Max(a.Dependants, b.Dependants),
                Math.Max(a.ChangesLately, b.ChangesLately),
                Math.Min(a.EvidenceDays, b.EvidenceDays),
                Math.Max(a.EvidenceDaysOld, b.EvidenceDaysOld),
                a.Sla > b.Sla ? a.Sla : b.Sla);
            var score = RiskScore.Of(worst).Score;
            return score is >= 0 and <= 1 + 1e-9
                && score >= Math.Max(RiskScore.Of(a).Score, RiskScore.Of(b).Score) - 1e-9;
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_resource_is_judged_by_its_share_its_dependants_and_its_evidence()
    {
        var facts = TestFacts.Of(TestFacts.Metric("attachments", 3), TestFacts.Metric("connections", 10)) with { ChangesLately = 4 };
        var candidate = new Candidate("test", Kept, 1, Effort.Low, "", [], 14);

        var risk = RiskFacts.Of(facts, candidate, EnvironmentKind.Production, 0, SlaOutcome.Passed);

        Assert.Equal(13, risk.Dependants, 0.5);
        Assert.Equal((4, Effort.Low, 1.0), (risk.ChangesLately, risk.Effort, risk.CostShare));
        Assert.Equal(15, risk.EvidenceDays, 0.1);
    }

    private static Gen<RiskFacts> Facts() =>
        from change in Changes()
        from effort in Gen.Elements(Enum.GetValues<Effort>())
        from environment in Gen.Elements(Enum.GetValues<EnvironmentKind>())
        from share in Gen.Choose(0, 100)
        from dependants in Gen.Choose(0, 2_000)
        from changes in Gen.Choose(0, 20)
        from days in Gen.Choose(0, 40).Two()
        from sla in Gen.Elements(Enum.GetValues<SlaOutcome>())
        select new RiskFacts(change, effort, environment, share / 100.0, dependants, changes, days.Item1, days.Item2, sla);

    private static Gen<Change> Changes() =>
        from isFinal in Gen.Elements(true, false)
        from isRestarted in Gen.Elements(true, false)
        from isRemoved in Gen.Elements(true, false)
        select Kept with
        {
            RollbackPossible = !isFinal,
            RestartNeeded = isRestarted,
            Action = isRemoved ? ActionType.Delete : ActionType.Upgrade,
        };
}
