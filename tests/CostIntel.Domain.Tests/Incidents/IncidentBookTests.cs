using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Incidents.TestFindings;

namespace CostIntel.Domain.Tests.Incidents;

public sealed class IncidentBookTests
{
    private readonly IncidentBook _book = new(RuleBook.Empty, []);

    private Incident Only => Assert.Single(_book.Incidents);

    [Fact]
    public void A_first_finding_opens_an_incident_with_its_money_and_its_reason()
    {
        var change = _book.Report(Raised(), Now);

        var opened = Assert.Single(change.Events);
        Assert.Equal(IncidentChange.Opened, opened.Entry.Change);
        Assert.Equal((20m, 10m, 20m, 480m), (Only.AtStake.Excess, Only.AtStake.Expected, Only.AtStake.BurnPerHour, Only.AtStake.WaitingADay));
        Assert.Equal("Compute in eu, vm-1: 30.00 USD an hour instead of 10.00 since 2026-11-21 12:00 UTC", opened.Entry.Text);
        Assert.Equal("vm-1", Assert.Single(Assert.Single(Only.Causes).Where).Value);
        Assert.True(Only.IsProvisional);
    }

    [Fact]
    public void Money_at_stake_is_projected_to_the_end_of_the_utc_month()
    {
        _book.Report(Raised(), Now);

        // The bucket ends at 13:00 on the 21st; the month has 9 days and 11 hours left: 227 hours.
        Assert.Equal(20m + (20m * 227), Only.AtStake.ProjectedToMonthEnd);
        Assert.Equal(Severity.Critical, Only.Severity);
    }

    [Fact]
    public void The_same_finding_again_changes_nothing()
    {
        _book.Report(Raised(), Now);
        var before = Only;
        var change = _book.Report(Raised(), Now);

        Assert.Empty(change.Events);
        Assert.Equivalent(before.AtStake, Only.AtStake);
        Assert.Single(Only.Members);
    }

    [Fact]
    public void A_bucket_that_is_told_again_as_it_grows_counts_once_as_last_told()
    {
        var finding = Raised();
        _book.Report(finding, Now);
        _book.Report(Continued(finding, 0, 50), Now);

        Assert.Equal(40m, Only.AtStake.Excess);
    }

    [Fact]
    public void Further_buckets_add_up_and_the_newest_one_is_the_burn_rate()
    {
        var finding = Raised();
        _book.Report(finding, Now);
        _book.Report(Continued(finding, 1, 15), Now);

        Assert.Equal((25m, 5m), (Only.AtStake.Excess, Only.AtStake.BurnPerHour));
    }

    [Fact]
    public void Resources_of_one_service_and_region_make_one_incident_and_others_make_others()
    {
        _book.Report(Raised(Resource("vm-1")), Now);
        _book.Report(Raised(Resource("vm-2"), hour: 3), Now);
        _book.Report(Raised(Resource("db-1", service: "Database")), Now);

        Assert.Equal([1, 2], _book.Incidents.Select(incident => incident.Members.Count).Order());
    }

    [Fact]
    public void Rises_and_drops_never_cancel_out_in_one_incident()
    {
        _book.Report(Raised(Resource("vm-1")), Now);
        _book.Report(Raised(Resource("vm-2"), actual: 0, signal: Signal.DropToZero), Now);

        Assert.Equal([-10m, 20m], _book.Incidents.Select(incident => incident.AtStake.Excess).Order());
    }

    [Fact]
    public void Currencies_are_never_added()
    {
        _book.Report(Raised(Resource("vm-1")), Now);
        _book.Report(Raised(Resource("vm-2", unit: "EUR")), Now);

        Assert.Equal(["EUR", "USD"], _book.Incidents.Select(incident => incident.Currency).Order());
    }

    [Fact]
    public void A_total_and_its_resources_count_once_whichever_is_larger()
    {
        _book.Report(Raised(Resource("vm-1"), actual: 30), Now);
        _book.Report(Raised(Resource("vm-2"), actual: 15), Now);
        _book.Report(Raised(Total(), actual: 100, expected: 80), Now);

        Assert.Equal(25m, Only.AtStake.Excess);
        Assert.Equal(3, Only.Members.Count);
    }

    [Fact]
    public void A_storm_becomes_few_incidents()
    {
        for (var service = 0; service < 50; service++)
        {
            _book.Report(Raised(Resource($"r-{service}", service: $"s-{service}")), Now);
        }

        Assert.Equal(5, _book.Incidents.Count);
        Assert.Equal(50, _book.Incidents.Sum(incident => incident.Members.Count));
    }

    [Fact]
    public void Beyond_a_hundred_series_an_incident_only_counts()
    {
        for (var resource = 0; resource < 130; resource++)
        {
            _book.Report(Raised(Resource($"r-{resource}")), Now);
        }

        Assert.Equal((100, 30), (Only.Members.Count, Only.FurtherMembers));
        Assert.Empty(_book.Report(Continued(Raised(Resource("r-129")), 1, 70), Now).Touched);
    }

    [Fact]
    public void It_is_told_again_when_twice_as_much_is_at_stake_and_not_at_every_step()
    {
        var finding = Raised(actual: 11.2);
        _book.Report(finding, Now);
        var told = Enumerable.Range(1, 10)
            .SelectMany(step => _book.Report(Continued(finding, 0, 11.2 + (0.2 * step)), Now).Events)
            .ToList();

        Assert.Equal([IncidentChange.Grew], told.Select(happened => happened.Entry.Change));
    }

    [Fact]
    public void Settled_data_confirm_it_once()
    {
        var finding = Raised();
        _book.Report(finding, Now);
        var first = _book.Report(Then(finding, Progress.Confirmed), Now);
        var second = _book.Report(Then(finding, Progress.Confirmed), Now);

        Assert.Equal(IncidentChange.Confirmed, Assert.Single(first.Events).Entry.Change);
        Assert.Empty(second.Events);
        Assert.False(Only.IsProvisional);
    }

    [Fact]
    public void Settled_data_take_it_back_when_there_was_nothing()
    {
        var finding = Raised();
        _book.Report(finding, Now);
        var change = _book.Report(Then(finding, Progress.Retracted), Now);

        Assert.Equal(IncidentChange.Retracted, Assert.Single(change.Events).Entry.Change);
        Assert.Equal((IncidentState.Resolved, 0m), (Only.State, Only.AtStake.Excess));
    }

    [Fact]
    public void It_resolves_itself_when_all_of_its_series_are_back_to_normal()
    {
        var (first, second) = (Raised(Resource("vm-1")), Raised(Resource("vm-2")));
        _book.Report(first, Now);
        _book.Report(second, Now);
        Assert.Empty(_book.Report(Then(first, Progress.Ended), Now).Events);
        var change = _book.Report(Then(second, Progress.Ended), Now);

        Assert.Equal(IncidentChange.Resolved, Assert.Single(change.Events).Entry.Change);
        Assert.Equal(0m, Only.AtStake.BurnPerHour);
    }

    [Fact]
    public void A_resolved_incident_is_not_reopened_by_what_goes_on_but_a_new_anomaly_opens_another()
    {
        var finding = Raised();
        _book.Report(finding, Now);
        IncidentCommands.Resolve(_book, Only, "ann", "", Now);

        Assert.Empty(_book.Report(Continued(finding, 1, 40), Now).Events);
        Assert.Empty(_book.Report(finding, Now).Events);
        Assert.Equal(IncidentState.Resolved, Only.State);

        var again = _book.Report(Raised(hour: 30), Now);
        Assert.Equal(IncidentChange.Opened, Assert.Single(again.Events).Entry.Change);
        Assert.Equal(2, _book.Incidents.Count);
    }

    [Fact]
    public void The_same_findings_make_the_same_incidents_after_a_restart_in_between()
    {
        Prop.ForAll(Reports(), reports =>
        {
            var (whole, first) = (new IncidentBook(RuleBook.Empty, []), new IncidentBook(RuleBook.Empty, []));
            Report(whole, reports, 0, reports.Count);
            Report(first, reports, 0, reports.Count / 2);
            var second = new IncidentBook(first.Rules, first.Incidents);
            Report(second, reports, reports.Count / 2, reports.Count);
            Assert.Equal(Shown(whole), Shown(second));
        }).Check(Config.QuickThrowOnFailure);
    }

    [Fact]
    public void What_is_reported_twice_in_a_row_counts_once()
    {
        Prop.ForAll(Reports(), reports =>
        {
            var (once, twice) = (new IncidentBook(RuleBook.Empty, []), new IncidentBook(RuleBook.Empty, []));
            Report(once, reports, 0, reports.Count);
            for (var i = 0; i < reports.Count; i++)
            {
                Report(twice, reports, i, i + 1);
                Report(twice, reports, i, i + 1);
            }

            Assert.Equal(Shown(once), Shown(twice));
        }).Check(Config.QuickThrowOnFailure);
    }

    private static void Report(IncidentBook book, List<Finding> findings, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            book.Report(findings[i], Now.AddSeconds(i));
        }
    }

    private static Arbitrary<List<Finding>> Reports()
    {
        var finding =
            from resource in Gen.Choose(1, 4)
            from hour in Gen.Choose(0, 40)
            from progress in Gen.Elements(Progress.Raised, Progress.Continued, Progress.Ended, Progress.Confirmed, Progress.Retracted)
            from actual in Gen.Choose(11, 60)
            select Raised(Resource($"vm-{resource}", service: $"s-{resource % 2}"), hour, actual) with { Progress = progress };
        return Arb.From(finding.ListOf().Select(list => list.ToList()));
    }

    private static string Shown(IncidentBook book) => string.Join('\n', book.Incidents
        .OrderBy(incident => incident.Id.ToString(), StringComparer.Ordinal)
        .Select(incident => $"{incident.Id} {incident.State} {incident.AtStake} {incident.Severity} {string.Join(',', incident.Members.Select(m => $"{m.Subject.Key}{m.Standing}"))}"));
}
