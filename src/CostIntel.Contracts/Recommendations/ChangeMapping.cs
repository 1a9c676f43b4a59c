using System.Globalization;
using CostIntel.Domain.Money;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Telemetry;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Recommendations;

/// <summary>Changes, savings and SLO verdicts to and from their messages.</summary>
public static class ChangeMapping
{
    /// <summary>The message of a change.</summary>
    public static Proto.ResourceChange ToMessage(this Change change) => new()
    {
        Action = (Proto.ActionType)change.Action,
        From = change.From,
        To = change.To,
        PriceRatio = ExactDecimal.Format(change.PriceRatio),
        PriceError = change.PriceError,
        CpuRatio = change.CpuRatio,
        MemoryRatio = change.MemoryRatio,
        GpuRatio = change.GpuRatio,
        InputOutputRatio = change.InputOutputRatio,
        LatencyRatio = change.LatencyRatio,
        Runs = change.Runs == WeekHours.Always ? "" : Text(change.Runs),
        AddedPerMonth = ExactDecimal.Format(change.AddedPerMonth),
        OneTimeCost = ExactDecimal.Format(change.OneTimeCost),
        InterruptionsPerMonth = change.InterruptionsPerMonth,
        MinutesPerInterruption = change.MinutesPerInterruption,
        RestartNeeded = change.RestartNeeded,
        RollbackPossible = change.RollbackPossible,
    };

    /// <summary>The change that a message tells of.</summary>
    /// <exception cref="FormatException">A field is wrong; the message says which and why.</exception>
    public static Change ToDomain(this Proto.ResourceChange message) => new()
    {
        Action = Enum.IsDefined((ActionType)message.Action)
            ? (ActionType)message.Action
            : throw new FormatException($"action is {(int)message.Action}, which is no action."),
        From = message.From,
        To = message.To,
        PriceRatio = Amount(message.PriceRatio, 1, "price_ratio"),
        PriceError = NotNegative(message.PriceError, "price_error"),
        CpuRatio = Ratio(message.HasCpuRatio, message.CpuRatio, "cpu_ratio"),
        MemoryRatio = Ratio(message.HasMemoryRatio, message.MemoryRatio, "memory_ratio"),
        GpuRatio = Ratio(message.HasGpuRatio, message.GpuRatio, "gpu_ratio"),
        InputOutputRatio = Ratio(message.HasInputOutputRatio, message.InputOutputRatio, "input_output_ratio"),
        LatencyRatio = Ratio(message.HasLatencyRatio, message.LatencyRatio, "latency_ratio"),
        Runs = Hours(message.Runs),
        AddedPerMonth = Amount(message.AddedPerMonth, 0, "added_per_month"),
        OneTimeCost = Amount(message.OneTimeCost, 0, "one_time_cost"),
        InterruptionsPerMonth = NotNegative(message.InterruptionsPerMonth, "interruptions_per_month"),
        MinutesPerInterruption = NotNegative(message.MinutesPerInterruption, "minutes_per_interruption"),
        RestartNeeded = message.RestartNeeded,
        RollbackPossible = message.RollbackPossible,
    };

    /// <summary>The message of a saving.</summary>
    public static Proto.Saving ToMessage(this Saving saving) => new()
    {
        Low = ExactDecimal.Format(saving.Low),
        Expected = ExactDecimal.Format(saving.Expected),
        High = ExactDecimal.Format(saving.High),
    };

    /// <summary>The saving that a message tells of.</summary>
    public static Saving ToDomain(this Proto.Saving message) => new(
        Amount(message.Low, 0, "low"), Amount(message.Expected, 0, "expected"), Amount(message.High, 0, "high"));

    /// <summary>The message of a verdict.</summary>
    public static Proto.SlaVerdict ToMessage(this SlaVerdict verdict)
    {
        var message = new Proto.SlaVerdict { Outcome = (Proto.SlaOutcome)verdict.Outcome };
        message.Findings.AddRange(verdict.Findings.Select(finding => new Proto.SlaFinding
        {
            Subject = finding.Subject,
            Outcome = (Proto.SlaOutcome)finding.Outcome,
            Before = finding.Before,
            Predicted = finding.Predicted,
            Limit = finding.Limit,
            Unit = finding.Unit,
            Arithmetic = finding.Arithmetic,
        }));
        return message;
    }

    /// <summary>The verdict that a message tells of.</summary>
    public static SlaVerdict ToDomain(this Proto.SlaVerdict message) => new(
        (SlaOutcome)message.Outcome,
        [
            .. message.Findings.Select(finding => new SlaFinding(
                finding.Subject, (SlaOutcome)finding.Outcome, finding.Before, finding.Predicted, finding.Limit, finding.Unit,
                finding.Arithmetic)),
        ]);

    private static string Text(WeekHours hours) =>
        string.Create(WeekShape.Hours, hours, static (text, runs) =>
        {
            for (var hour = 0; hour < text.Length; hour++)
            {
                text[hour] = runs.Contains(hour) ? '1' : '0';
            }
        });

    private static WeekHours Hours(string text)
    {
        if (text.Length == 0)
        {
            return WeekHours.Always;
        }

        return text.Length == WeekShape.Hours && text.All(c => c is '0' or '1')
            ? WeekHours.Of(hour => text[hour] == '1')
            : throw new FormatException($"runs must be {WeekShape.Hours} characters, each 0 or 1.");
    }

    private static decimal Amount(string text, decimal absent, string field)
    {
        if (text.Length == 0)
        {
            return absent;
        }

        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : throw new FormatException($"{field} is '{text}', which is no decimal number.");
    }

    private static double Ratio(bool isSet, double value, string field) =>
        isSet ? NotNegative(value, field) : 1;

    private static double NotNegative(double value, string field) => double.IsFinite(value) && value >= 0
        ? value
        : throw new FormatException($"{field} must be a number of 0 or more.");
}
