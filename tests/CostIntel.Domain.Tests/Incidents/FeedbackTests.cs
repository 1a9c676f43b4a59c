using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;
using static CostIntel.Domain.Tests.Incidents.TestFindings;

namespace CostIntel.Domain.Tests.Incidents;

public sealed class FeedbackTests
{
    private readonly IncidentBook _book = new(RuleBook.Empty, []);

    [Fact]
    public void What_was_called_none_is_not_raised_again_for_its_resource_nor_for_the_total_that_it_is_part_of()
    {
        _book.Report(Raised(Total(), actual: 31), Now);
        _book.Report(Raised(Resource()), Now);

        Say(Verdict.No);

        Assert.Equal(IncidentState.FalsePositive, Assert.Single(_book.Incidents).State);
        Assert.NotEqual(Outcome.Raised, OutcomeOf(Raised(Resource(), hour: 60)));
        Assert.NotEqual(Outcome.Raised, OutcomeOf(Raised(Total(), hour: 60, actual: 31)));
        Assert.Equal(Outcome.Raised, OutcomeOf(Raised(Resource("vm-2"), hour: 60)));
        Assert.Equal(Outcome.Raised, OutcomeOf(Raised(Total(region: "us"), hour: 60)));
        Assert.Equal(Outcome.Raised, OutcomeOf(Raised(Resource(), hour: 61, actual: 300)));
    }

    [Fact]
    public void Yes_changes_nothing_of_what_is_raised_next()
    {
        _book.Report(Raised(), Now);

        Say(Verdict.Yes);

        Assert.Equal(IncidentState.Open, Assert.Single(_book.Incidents).State);
        Assert.Empty(_book.Rules.Rules);
    }

    private void Say(Verdict verdict) => IncidentCommands.Say(
        _book, Assert.Single(_book.Incidents), new Feedback(verdict, null, SensitivityStep.None, ""), "ann", Now);

    private Outcome OutcomeOf(Finding finding) => new IncidentBook(_book.Rules, []).Report(finding, Now).Outcome;
}
