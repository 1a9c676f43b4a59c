using CostIntel.Domain.Money;
using CostIntel.Domain.Notifications.Reports;
using CostIntel.Domain.Queries;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Notifications.Reports;

public sealed class ReportContentTests
{
    private static readonly ReportPeriod Day = ReportPeriod.LastOver(
        ReportEvery.Daily, new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero));

    private static readonly Gen<CostRow> Rows =
        from service in Gen.Choose(0, 30)
        from currency in Gen.Elements("EUR", "USD", "JPY")
        from micros in Gen.Choose(-1_000_000, 1_000_000_000)
        select Row($"service-{service}", currency, micros / 1_000_000m);

    [Fact]
    public void Whatever_is_spent_adds_up_exactly_in_each_currency() => Prop.ForAll(
        Rows.ListOf().ToArbitrary(), Rows.ListOf().ToArbitrary(), (period, before) =>
        {
            var spend = SpendTable.Of(period, before);
            foreach (var own in spend)
            {
                decimal Sum(IEnumerable<CostRow> rows) => rows.Where(row => row.Currency.Code == own.Currency).Sum(row => row.Costs.Effective);
                Assert.Equal((Sum(period), Sum(before)), (own.Spent, own.Before));
                Assert.Equal(own.Spent, own.Services.Sum(service => service.Spent) + own.FurtherSpent);
                Assert.Equal(own.Before, own.Services.Sum(service => service.Before) + own.FurtherBefore);
                Assert.True(own.Services.Count <= SpendTable.ServicesMax);
                Assert.True(own.FurtherServices == 0 || own.Services.Count == SpendTable.ServicesMax);
            }

            Assert.Equal(
                period.Concat(before).Select(row => row.Currency.Code).Distinct().Order(StringComparer.Ordinal),
                spend.Select(own => own.Currency));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_biggest_anomalies_are_chosen_in_each_currency_for_itself()
    {
        var incidents = Enumerable.Range(0, 9).Select(i => new ReportIncident($"e{i}", "", "EUR", i, true))
            .Append(new("j1", "", "JPY", -9_000, false));

        var biggest = ReportAnomalies.BiggestOf(incidents);

        Assert.Equal(["e8", "e7", "e6", "e5", "e4", "j1"], biggest.Select(incident => incident.Id));
    }

    [Fact]
    public void The_text_says_what_was_spent_what_went_wrong_and_what_could_be_saved()
    {
        var report = new Report(
            Day,
            Day.ToUtc,
            SpendTable.Of([Row("EC2", "EUR", 12.345m), Row("S3", "USD", 2)], [Row("EC2", "EUR", 10)]),
            new(2, 1, [new("inc-1", "EC2 costs more", "EUR", 99.5m, true)]),
            [new("EUR", [new("proposed", 3, 100, 5), new("applied", 1, 10, 0)], 1.5m, 8, 7.25m)]);

        Assert.Equal("Costs of 2026-11-20: 12.35 EUR (+23%), 2.00 USD; 2 anomalies opened", ReportText.Summary(report));
        Assert.Equal(
            """
            Spend, 2026-11-20 to before 2026-11-21 UTC, against 2026-11-19
            12.35 EUR (+23%), 10.00 before
              EC2: 12.35 (+23%), 10.00 before
            2.00 USD, 0.00 before
              S3: 2.00, 0.00 before

            Anomalies: 2 opened, 1 open now
              inc-1: 99.50 EUR by the end of the month; EC2 costs more

            Savings
              3 proposed: 100.00 EUR a month, commitments 5.00 more
              1 applied: 10.00 EUR a month
              waiting has cost 1.50 EUR; 7.25 EUR saved of 8.00 promised
            """,
            ReportText.Of(report));
    }

    [Fact]
    public void A_period_without_anything_says_so()
    {
        var report = new Report(Day, Day.ToUtc, [], new(0, 0, []), []);

        Assert.Equal("Costs of 2026-11-20: nothing was spent; 0 anomalies opened", ReportText.Summary(report));
        Assert.Contains("Nothing.", ReportText.Of(report), StringComparison.Ordinal);
    }

    private static CostRow Row(string service, string currency, decimal effective) =>
        new([service], 0, Currency.TryParse(currency, out var parsed) ? parsed : default, new Costs(0, effective, 0, 0), []);
}
