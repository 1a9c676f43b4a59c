using CostIntel.Contracts.V1;
using CostIntel.Domain.Incidents;
using CostIntel.Server.Anomalies;
using Google.Protobuf.WellKnownTypes;
using Frequency = CostIntel.Domain.Incidents.Frequency;
using Incident = CostIntel.Contracts.V1.Incident;
using IncidentChange = CostIntel.Contracts.V1.IncidentChange;
using TimelineEntry = CostIntel.Contracts.V1.TimelineEntry;

namespace CostIntel.Server.Tests.Anomalies;

public sealed class DigestTests
{
    // A Saturday.
    private static readonly DateTimeOffset Day = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    private ulong _cursor;

    [Theory]
    [InlineData(Frequency.Daily, 0, 0, 1)]
    [InlineData(Frequency.Daily, 23.99, 0, 1)]
    [InlineData(Frequency.Weekly, 0, -5, 2)]
    [InlineData(Frequency.Weekly, 47.99, -5, 2)]
    [InlineData(Frequency.Weekly, 48, 2, 9)]
    public void A_day_begins_at_midnight_and_a_week_on_monday(Frequency frequency, double hours, int start, int end) =>
        Assert.Equal(
            new DigestPeriod(Day.AddDays(start), Day.AddDays(end)), DigestPeriod.Of(frequency, Day.AddHours(hours)));

    [Fact]
    public void A_digest_holds_each_incident_of_its_day_once_as_it_was_at_the_end_the_costliest_first()
    {
        var gatherer = new DigestGatherer(Frequency.Daily);
        Assert.Null(gatherer.DueUtc);
        Assert.Null(gatherer.Add(Event("a", IncidentChange.Opened, 1, "10")));
        Assert.Null(gatherer.Add(Event("b", IncidentChange.Opened, 2, "500")));
        Assert.Null(gatherer.Add(Event("a", IncidentChange.Resolved, 3, "12", closed: true)));
        Assert.Equal(Day.AddDays(1), gatherer.DueUtc);

        var told = gatherer.Add(Event("c", IncidentChange.Opened, 25, "1"));
        var rest = gatherer.Finish();

        Assert.Equal(["b", "a"], told!.Digest.Incidents.Select(incident => incident.IncidentId));
        Assert.Equal((2, 1, 3UL), (told.Digest.Opened, told.Digest.Closed, told.Cursor));
        Assert.Equal("12", told.Digest.Incidents[1].ProjectedToMonthEnd);
        Assert.Equal((1, 0, 4UL), (rest.Digest.Opened, rest.Digest.Closed, rest.Cursor));
        Assert.Null(gatherer.DueUtc);
    }

    [Fact]
    public void What_takes_effect_on_another_day_is_told_with_the_day_on_which_it_was_said()
    {
        var gatherer = new DigestGatherer(Frequency.Daily);
        var annotated = Event("a", IncidentChange.Annotated, 31, "10");
        annotated.Entry.At = Day.AddDays(30).ToTimestamp();

        gatherer.Add(annotated);
        Assert.Null(gatherer.Add(Event("a", IncidentChange.Opened, 32, "10")));
        Assert.Equal(Day.AddDays(2), gatherer.DueUtc);
    }

    private AnomalyEvent Event(string id, IncidentChange change, double hours, string atStake, bool closed = false) => new()
    {
        Cursor = ++_cursor,
        Entry = new TimelineEntry { At = Day.AddHours(hours).ToTimestamp(), Change = change },
        Incident = new Incident
        {
            IncidentId = id,
            ProjectedToMonthEnd = atStake,
            Changed = Day.AddHours(hours).ToTimestamp(),
            Closed = closed ? Day.AddHours(hours).ToTimestamp() : null,
        },
    };
}
