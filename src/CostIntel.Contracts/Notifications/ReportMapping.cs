using CostIntel.Domain.Money;
using CostIntel.Domain.Notifications;
using CostIntel.Domain.Notifications.Reports;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Notifications;

/// <summary>Reports as messages and as notices.</summary>
public static class ReportMapping
{
    /// <summary>What a subscription is sent: one event a subscription and period.</summary>
    public static Notice ToNotice(this Report report, string subscriptionId) => new()
    {
        Id = $"report-{subscriptionId}-{report.Period.Name}",
        Type = EventTypes.Of("report", report.Period.Every),
        AtUtc = report.MadeUtc,
        About = subscriptionId,
        Summary = ReportText.Summary(report),
        Data = JsonFormatter.Default.Format(report.ToMessage()),
        Fields = new Dictionary<string, string> { ["text"] = ReportText.Of(report) },
    };

    /// <summary>The message of a report.</summary>
    public static Proto.Report ToMessage(this Report report)
    {
        var message = new Proto.Report
        {
            Every = (Proto.ReportEvery)report.Period.Every,
            Period = report.Period.Name,
            From = report.Period.FromUtc.ToTimestamp(),
            To = report.Period.ToUtc.ToTimestamp(),
            Made = report.MadeUtc.ToTimestamp(),
            Anomalies = new() { Opened = report.Anomalies.Opened, Open = report.Anomalies.Open },
        };
        message.Spend.AddRange(report.Spend.Select(ToMessage));
        message.Anomalies.Biggest.AddRange(report.Anomalies.Biggest.Select(ToMessage));
        message.Savings.AddRange(report.Savings.Select(ToMessage));
        return message;
    }

    private static Proto.ReportSpend ToMessage(ReportSpend spend)
    {
        var message = new Proto.ReportSpend
        {
            CurrencyCode = spend.Currency,
            Spent = ExactDecimal.Format(spend.Spent),
            Before = ExactDecimal.Format(spend.Before),
            FurtherServices = spend.FurtherServices,
            FurtherSpent = ExactDecimal.Format(spend.FurtherSpent),
            FurtherBefore = ExactDecimal.Format(spend.FurtherBefore),
        };
        message.Services.AddRange(spend.Services.Select(service => new Proto.ReportService
        {
            ServiceName = service.Name,
            Spent = ExactDecimal.Format(service.Spent),
            Before = ExactDecimal.Format(service.Before),
        }));
        return message;
    }

    private static Proto.ReportIncident ToMessage(ReportIncident incident) => new()
    {
        IncidentId = incident.Id,
        Summary = incident.Summary,
        CurrencyCode = incident.Currency,
        AtStake = ExactDecimal.Format(incident.AtStake),
        IsOpen = incident.IsOpen,
    };

    private static Proto.ReportSavings ToMessage(ReportSavings savings)
    {
        var message = new Proto.ReportSavings
        {
            CurrencyCode = savings.Currency,
            Waiting = ExactDecimal.Format(savings.Waiting),
            Promised = ExactDecimal.Format(savings.Promised),
            Realised = ExactDecimal.Format(savings.Realised),
        };
        message.Stages.AddRange(savings.Stages.Select(stage => new Proto.ReportStage
        {
            Name = stage.Name,
            Count = stage.Count,
            Monthly = ExactDecimal.Format(stage.Monthly),
            Commitments = ExactDecimal.Format(stage.Commitments),
        }));
        return message;
    }
}
