using System.Globalization;
using System.Text;

namespace CostIntel.Domain.Notifications.Reports;

/// <summary>Writes reports for people. Amounts are shown with two decimals; the data of a report has them exactly.</summary>
public static class ReportText
{
    private const string Money = "0.00";

    /// <summary>One sentence.</summary>
    public static string Summary(Report report)
    {
        var spent = report.Spend.Count == 0
            ? "nothing was spent"
            : string.Join(", ", report.Spend.Select(spend => $"{Amount(spend.Spent)} {spend.Currency}{Change(spend.Spent, spend.Before)}"));
        return string.Create(
            CultureInfo.InvariantCulture, $"{Title(report.Period)}: {spent}; {report.Anomalies.Opened} anomalies opened");
    }

    /// <summary>All of it, in lines.</summary>
    public static string Of(Report report)
    {
        var text = new StringBuilder();
        WriteSpend(text, report);
        WriteAnomalies(text, report.Anomalies);
        WriteSavings(text, report.Savings);
        return text.ToString().TrimEnd();
    }

    private static string Title(ReportPeriod period) => period.Every switch
    {
        ReportEvery.Daily => $"Costs of {period.Name}",
        ReportEvery.Weekly => $"Costs of week {period.Name}",
        _ => $"Costs of month {period.Name}",
    };

    private static void WriteSpend(StringBuilder text, Report report)
    {
        text.Append(
            CultureInfo.InvariantCulture,
            $"Spend, {report.Period.FromUtc:yyyy-MM-dd} to before {report.Period.ToUtc:yyyy-MM-dd} UTC, against {report.Period.Before.Name}\n");
        foreach (var spend in report.Spend)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"{Amount(spend.Spent)} {spend.Currency}{Change(spend.Spent, spend.Before)}, {Amount(spend.Before)} before\n");
            foreach (var service in spend.Services)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {Name(service.Name)}: {Amount(service.Spent)}{Change(service.Spent, service.Before)}, {Amount(service.Before)} before\n");
            }

            if (spend.FurtherServices > 0)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {spend.FurtherServices} others: {Amount(spend.FurtherSpent)}, {Amount(spend.FurtherBefore)} before\n");
            }
        }

        text.Append(report.Spend.Count == 0 ? "Nothing.\n\n" : "\n");
    }

    // What is seen in metrics alone has no price.
    private static string AtStake(ReportIncident incident) => incident.Currency.Length == 0
        ? ""
        : $"{Amount(incident.AtStake)} {incident.Currency} by the end of the month; ";

    private static void WriteAnomalies(StringBuilder text, ReportAnomalies anomalies)
    {
        text.Append(CultureInfo.InvariantCulture, $"Anomalies: {anomalies.Opened} opened, {anomalies.Open} open now\n");
        foreach (var incident in anomalies.Biggest)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"  {incident.Id}{(incident.IsOpen ? "" : ", over")}: {AtStake(incident)}{incident.Summary}\n");
        }

        text.Append('\n');
    }

    private static void WriteSavings(StringBuilder text, IReadOnlyList<ReportSavings> savings)
    {
        text.Append("Savings\n");
        foreach (var own in savings)
        {
            foreach (var stage in own.Stages)
            {
                var commitments = stage.Commitments == 0 ? "" : $", commitments {Amount(stage.Commitments)} more";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {stage.Count} {stage.Name}: {Amount(stage.Monthly)} {own.Currency} a month{commitments}\n");
            }

            text.Append(
                CultureInfo.InvariantCulture,
                $"  waiting has cost {Amount(own.Waiting)} {own.Currency}; {Amount(own.Realised)} {own.Currency} saved of {Amount(own.Promised)} promised\n");
        }

        text.Append(savings.Count == 0 ? "  none\n" : "");
    }

    private static string Name(string service) => service.Length == 0 ? "(no service)" : service;

    private static string Amount(decimal amount) => amount.ToString(Money, CultureInfo.InvariantCulture);

    // Of nothing there is no share, and a sign that turns has none that anybody could read.
    private static string Change(decimal now, decimal before)
    {
        if (before <= 0 || now < 0 || now > before * 1_000)
        {
            return "";
        }

        var percent = Math.Round((now - before) / before * 100, MidpointRounding.AwayFromZero);
        return string.Create(CultureInfo.InvariantCulture, $" ({percent:+0;-0;0}%)");
    }
}
