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
    private const int TextMax = 500;
    private const decimal RatioMin = 0.001m;
    private const decimal RatioMax = 1_000;
    private const decimal AmountMax = 1_000_000_000_000;
    private const double NumberMax = 1_000_000;

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
        From = Text(message.From, "from"),
        To = Text(message.To, "to"),
        PriceRatio = Amount(message.PriceRatio, 1, "price_ratio", 0, RatioMax),
        PriceError = NotNegative(message.PriceError, "price_error"),
        CpuRatio = Ratio(message.HasCpuRatio, message.CpuRatio, "cpu_ratio"),
        MemoryRatio = Ratio(message.HasMemoryRatio, message.MemoryRatio, "memory_ratio"),
        GpuRatio = Ratio(message.HasGpuRatio, message.GpuRatio, "gpu_ratio"),
        InputOutputRatio = Ratio(message.HasInputOutputRatio, message.InputOutputRatio, "input_output_ratio"),
        LatencyRatio = Ratio(message.HasLatencyRatio, message.LatencyRatio, "latency_ratio"),
        Runs = Hours(message.Runs),
        AddedPerMonth = Amount(message.AddedPerMonth, 0, "added_per_month", -AmountMax, AmountMax),
        OneTimeCost = Amount(message.OneTimeCost, 0, "one_time_cost", -AmountMax, AmountMax),
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
        Amount(message.Low, 0, "low", decimal.MinValue, decimal.MaxValue),
        Amount(message.Expected, 0, "expected", decimal.MinValue, decimal.MaxValue),
        Amount(message.High, 0, "high", decimal.MinValue, decimal.MaxValue));

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

    private static string Text(string text, string field) => text.Length <= TextMax
        ? text
        : throw new FormatException($"{field} has {text.Length} characters; at most {TextMax}.");

    private static decimal Amount(string text, decimal absent, string field, decimal min, decimal max)
    {
        if (text.Length == 0)
        {
            return absent;
        }

        if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
        {
            throw new FormatException($"{field} is '{text}', which is no decimal number.");
        }

        return amount >= min && amount <= max
            ? amount
            : throw new FormatException(FormattableString.Invariant($"{field} is {amount}; it must be {min} to {max}."));
    }

    private static double Ratio(bool isSet, double value, string field) => !isSet || value is >= (double)RatioMin and <= (double)RatioMax
        ? isSet ? value : 1
        : throw new FormatException(FormattableString.Invariant($"{field} is {value}; it must be {RatioMin} to {RatioMax}."));

    private static double NotNegative(double value, string field) => value is >= 0 and <= NumberMax
        ? value
        : throw new FormatException(FormattableString.Invariant($"{field} is {value}; it must be 0 to {NumberMax}."));
}
