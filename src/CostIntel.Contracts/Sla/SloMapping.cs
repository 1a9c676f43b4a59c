using CostIntel.Contracts.Anomalies;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Telemetry;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Sla;

/// <summary>SLOs to and from their messages; what is read is checked.</summary>
public static class SloMapping
{
    /// <summary>SLOs of a tenant at most.</summary>
    public const int SlosMax = 200;

    /// <summary>The SLO of a message.</summary>
    /// <exception cref="FormatException">A field is wrong; the message says which and why.</exception>
    public static Slo ToDomain(this Proto.Slo message)
    {
        if (MetricValidation.CheckName(message.Metric) is { } fault)
        {
            throw new FormatException($"{fault.Field} is '{message.Metric}'. {fault.Reason}");
        }

        Require(
            message.Bound is Proto.SloBound.AtMost or Proto.SloBound.AtLeast,
            $"bound is missing; it says on which side of the threshold a sample is good: at most, or at least.");
        Require(
            double.IsFinite(message.Threshold) && message.Threshold >= 0,
            $"threshold is {message.Threshold}; it must be a number of 0 or more in the unit of {message.Metric}.");
        var most = MetricVocabulary.Find(message.Metric)?.Max;
        Require(most is null || message.Threshold <= most, $"threshold is {message.Threshold}; {message.Metric} is at most {most}.");
        Require(
            message.Objective is > 0 and < 1,
            $"objective is {message.Objective}; it must be a share above 0 and below 1, such as 0.999.");
        Require(
            message.WindowDays is >= 0 and <= SloMeter.DaysKept,
            $"window_days is {message.WindowDays}; it must be 1 to {SloMeter.DaysKept}, or 0 for {SloMeter.DaysKept}.");
        return new(
            message.SloId,
            FilterMapping.ToScope(message.Filters),
            message.Metric,
            (SloBound)message.Bound,
            message.Threshold,
            message.Objective,
            message.WindowDays == 0 ? SloMeter.DaysKept : message.WindowDays);
    }

    /// <summary>The message of an SLO.</summary>
    public static Proto.Slo ToMessage(this Slo slo)
    {
        var message = new Proto.Slo
        {
            SloId = slo.Id,
            Metric = slo.Metric,
            Bound = (Proto.SloBound)slo.Bound,
            Threshold = slo.Threshold,
            Objective = slo.Objective,
            WindowDays = slo.WindowDays,
        };
        message.Filters.AddRange(slo.Scope.Filters.Select(FilterMapping.ToMessage));
        return message;
    }

    private static void Require(bool condition, FormattableString fault)
    {
        if (!condition)
        {
            throw new FormatException(FormattableString.Invariant(fault));
        }
    }
}
