using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using Google.Protobuf.WellKnownTypes;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Anomalies;

/// <summary>The series of incidents to and from their messages.</summary>
internal static class MemberMapping
{
    public static Proto.IncidentMember ToMessage(this IncidentMember member)
    {
        var subject = member.Subject;
        var message = new Proto.IncidentMember
        {
            ResourceKey = subject.Resource,
            ResourceId = subject.ResourceId,
            ResourceName = subject.ResourceName,
            SubAccountId = subject.SubAccountId,
            ServiceName = subject.ServiceName,
            RegionId = subject.RegionId,
            Measure = (Proto.Measure)subject.Measure,
            Unit = subject.Unit,
            Signal = (Proto.Signal)member.Signal,
            Score = member.Score,
            FirstBucket = Time(member.FirstSeconds),
            LastBucket = Time(member.LastSeconds),
            Step = new Duration { Seconds = member.StepSeconds },
            Actual = member.Actual,
            Expected = member.Expected,
            LastActual = member.LastActual,
            LastExpected = member.LastExpected,
            Split = member.Split?.ToMessage(),
            Standing = (Proto.Standing)member.Standing,
        };
        foreach (var (key, value) in subject.Tags)
        {
            message.Tags[key] = value;
        }

        return message;
    }

    public static IncidentMember ToDomain(this Proto.IncidentMember message, AccountKey account) => new(
        new Subject(
            account,
            message.ResourceKey,
            message.SubAccountId,
            message.ServiceName,
            message.RegionId,
            message.ResourceName,
            [.. message.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal)],
            (Measure)message.Measure,
            message.Unit),
        (Signal)message.Signal,
        message.Score,
        message.FirstBucket.Seconds,
        message.LastBucket.Seconds,
        (int)message.Step.Seconds,
        message.Actual,
        message.Expected,
        message.LastActual,
        message.LastExpected,
        message.Split?.ToDomain(),
        (Standing)message.Standing);

    public static Proto.PriceQuantitySplit ToMessage(this PriceQuantitySplit split) =>
        new() { QuantityEffect = split.QuantityEffect, PriceEffect = split.PriceEffect };

    public static PriceQuantitySplit ToDomain(this Proto.PriceQuantitySplit split) =>
        new(split.QuantityEffect, split.PriceEffect);

    public static Timestamp Time(long unixSeconds) => new() { Seconds = unixSeconds };
}
