using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Queries;
using static CostIntel.Domain.Tests.Incidents.TestFindings;

namespace CostIntel.Domain.Tests.Incidents;

public sealed class RuleBookTests
{
    [Fact]
    public void A_weak_or_small_finding_is_not_raised_without_a_rule()
    {
        Assert.Equal(Outcome.TooWeak, Judge(Raised(score: 0.3)));
        Assert.Equal(Outcome.TooSmall, Judge(Raised(actual: 10.5)));
        Assert.Equal(Outcome.TooSmall, Judge(Raised(actual: 0.03, expected: 0.01)));
        Assert.Equal(Outcome.Raised, Judge(Raised()));
    }

    [Theory]
    [InlineData(Sensitivity.Lowest, 0.7, Outcome.TooWeak)]
    [InlineData(Sensitivity.Low, 0.7, Outcome.Raised)]
    [InlineData(Sensitivity.Normal, 0.47, Outcome.TooWeak)]
    [InlineData(Sensitivity.High, 0.47, Outcome.Raised)]
    [InlineData(Sensitivity.Highest, 0.41, Outcome.Raised)]
    public void Sensitivity_says_how_little_it_takes(Sensitivity sensitivity, double score, Outcome outcome) =>
        Assert.Equal(outcome, Judge(Raised(score: score), new SetSensitivity(sensitivity)));

    [Fact]
    public void Of_two_rules_on_sensitivity_the_one_that_was_said_last_counts()
    {
        Assert.Equal(Outcome.TooWeak, Judge(Raised(score: 0.47), new SetSensitivity(Sensitivity.Highest), new SetSensitivity(Sensitivity.Lowest)));
        Assert.Equal(Outcome.Raised, Judge(Raised(score: 0.47), new SetSensitivity(Sensitivity.Lowest), new SetSensitivity(Sensitivity.Highest)));
    }

    [Theory]
    [InlineData(ImpactJoin.And, 100, 0.5, Outcome.Raised)]
    [InlineData(ImpactJoin.And, 1_000, 0.5, Outcome.TooSmall)]
    [InlineData(ImpactJoin.And, 100, 3, Outcome.TooSmall)]
    [InlineData(ImpactJoin.Or, 1_000, 0.5, Outcome.Raised)]
    [InlineData(ImpactJoin.Or, 1_000, 3, Outcome.TooSmall)]
    public void Minimum_impact_joins_amount_and_share(ImpactJoin join, double perDay, double share, Outcome outcome) =>
        Assert.Equal(outcome, Judge(Raised(), new SetMinimumImpact(new((decimal)perDay, share, join))));

    [Fact]
    public void A_mute_silences_its_scope_for_its_time_alone()
    {
        var mute = Rule(new Mute()) with { Scope = ScopeOf("vm-1"), UntilUtc = Now.AddHours(2) };

        Assert.Equal(Outcome.Silenced, Judge([mute], Raised(hour: 1)));
        Assert.Equal(Outcome.Raised, Judge([mute], Raised(hour: 2)));
        Assert.Equal(Outcome.Raised, Judge([mute], Raised(Resource("vm-2"), hour: 1)));
        Assert.Equal(Outcome.Raised, Judge([mute with { FromUtc = Now.AddHours(1) }], Raised(hour: 0)));
    }

    [Fact]
    public void A_maintenance_window_holds_every_week_and_over_midnight()
    {
        // The 21st of November 2026 is a Saturday.
        var window = new WeeklyWindow(new HashSet<DayOfWeek> { DayOfWeek.Friday }, new TimeOnly(22, 0), TimeSpan.FromHours(16));

        Assert.True(window.Holds(Now));
        Assert.True(window.Holds(Now.AddHours(-14)));
        Assert.False(window.Holds(Now.AddHours(-15)));
        Assert.False(window.Holds(Now.AddHours(2)));
        Assert.True(window.Holds(Now.AddDays(7)));
    }

    [Fact]
    public void Inside_a_planned_change_nothing_is_raised_and_beyond_it_an_incident_names_the_plan()
    {
        var plan = Rule(new PlannedChange(50, [])) with { Reason = "load test", UntilUtc = Now.AddDays(1) };
        var book = new IncidentBook(RuleBook.Empty.With(plan), []);

        Assert.Empty(book.Report(Raised(Resource("vm-1")), Now).Events);
        Assert.Empty(book.Report(Raised(Resource("vm-2")), Now).Events);
        var beyond = book.Report(Continued(Raised(Resource("vm-1")), 1, 30), Now);

        var opened = Assert.Single(beyond.Events);
        Assert.StartsWith("The planned change 'load test' was to cost 50 more at most and has cost 60", opened.Entry.Text, StringComparison.Ordinal);
        Assert.Equal(60m, opened.Incident.AtStake.Excess);
        Assert.Equal(2, opened.Incident.Members.Count);
    }

    [Fact]
    public void After_a_no_the_like_of_it_is_not_raised_for_a_fortnight_but_much_more_is()
    {
        var book = new IncidentBook(RuleBook.Empty, []);
        book.Report(Raised(), Now);
        IncidentCommands.Say(book, book.Incidents.Single(), new(Verdict.No, null, SensitivityStep.None, ""), "ann", Now);

        Assert.Equal(IncidentState.FalsePositive, book.Incidents.Single().State);
        Assert.Equal(Outcome.Silenced, book.Rules.Judge(Raised(hour: 72)).Outcome);
        Assert.Equal(Outcome.Raised, book.Rules.Judge(Raised(hour: 72, actual: 50)).Outcome);
        Assert.Equal(Outcome.Raised, book.Rules.Judge(Raised(hour: 15 * 24)).Outcome);
    }

    [Fact]
    public void Feedback_moves_the_sensitivity_by_a_step_where_the_incident_is()
    {
        var book = new IncidentBook(RuleBook.Empty, []);
        book.Report(Raised(), Now);
        IncidentCommands.Say(book, book.Incidents.Single(), new(null, null, SensitivityStep.Down, ""), "ann", Now);

        Assert.Equal(Sensitivity.Low, book.Rules.SensitivityOf(Resource("vm-1"), Now));
        Assert.Equal(Sensitivity.Normal, book.Rules.SensitivityOf(Resource("vm-2"), Now));
    }

    [Fact]
    public void What_is_said_again_changes_nothing_and_what_makes_no_sense_is_refused_with_a_reason()
    {
        var book = new IncidentBook(RuleBook.Empty, []);
        book.Report(Raised(), Now);
        Assert.NotEmpty(IncidentCommands.Acknowledge(book, book.Incidents.Single(), "ann", "", Now).Events);
        Assert.Empty(IncidentCommands.Acknowledge(book, book.Incidents.Single(), "ann", "", Now).Events);
        IncidentCommands.Resolve(book, book.Incidents.Single(), "ann", "", Now);
        Assert.Empty(IncidentCommands.Resolve(book, book.Incidents.Single(), "ann", "", Now).Events);

        var refusal = Assert.Throws<IncidentRefusedException>(
            () => IncidentCommands.Acknowledge(book, book.Incidents.Single(), "bob", "", Now));
        Assert.Contains("is Resolved and cannot be acknowledged", refusal.Message, StringComparison.Ordinal);
        Assert.Throws<IncidentRefusedException>(() => IncidentCommands.Say(
            book, book.Incidents.Single(), new(Verdict.No, Now.AddDays(-1), SensitivityStep.None, ""), "ann", Now));
    }

    private static Outcome Judge(Finding finding, params RuleEffect[] effects) =>
        Judge([.. effects.Select((effect, index) => Rule(effect) with { Id = $"{index}" })], finding);

    [Fact]
    public void A_planned_change_is_limited_in_each_currency_and_raises_what_is_of_one_account_and_currency()
    {
        var plan = new Rule("plan", Scope.Everything, null, null, "load test", "ann", Now, new PlannedChange(50, []));
        var book = new IncidentBook(RuleBook.Empty.With(plan), []);

        Assert.Equal(Outcome.Planned, book.Report(Raised(Resource("a"), actual: 50), Now).Outcome);
        Assert.Equal(Outcome.Planned, book.Report(Raised(Resource("b", unit: "EUR"), actual: 50), Now).Outcome);
        book.Report(Raised(Resource("c"), actual: 50), Now);

        var incident = Assert.Single(book.Incidents);
        Assert.Equal("USD", incident.Currency);
        Assert.Equal(["a", "c"], incident.Members.Select(member => member.Subject.ResourceId).Order());
    }

    private static Outcome Judge(IReadOnlyList<Rule> rules, Finding finding) =>
        new RuleBook(rules, SeverityScale.Default).Judge(finding).Outcome;

    private static Rule Rule(RuleEffect effect) => new("rule", Scope.Everything, null, null, "", "ann", Now, effect);

    private static Scope ScopeOf(string resource) => new(
        [new CostFilter(Dimension.Of(DimensionKind.Resource), new HashSet<string> { resource }, false)]);
}
