using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using Stored = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.Anomalies;

/// <summary>Findings to and from what is stored and sent of them.</summary>
public static class FindingMapping
{
    /// <summary>What is stored.</summary>
    public static Stored.StoredFinding ToStored(this Finding finding)
    {
        var subject = finding.Subject;
        var stored = new Stored.StoredFinding
        {
            AccountKey = subject.Account.ToString(),
            ResourceKey = subject.Resource,
            SubAccountId = subject.SubAccountId,
            ServiceName = subject.ServiceName,
            RegionId = subject.RegionId,
            ResourceName = subject.ResourceName,
            Measure = (int)subject.Measure,
            Unit = subject.Unit,
            Progress = (int)finding.Progress,
            Start = finding.StartSeconds,
            Step = finding.StepSeconds,
            Actual = finding.Actual,
            Expected = finding.Expected,
            Score = finding.Score,
            Signal = (int)finding.Signal,
            Split = finding.Split?.ToMessage(),
        };
        stored.TagKeys.AddRange(subject.Tags.Select(tag => tag.Key));
        stored.TagValues.AddRange(subject.Tags.Select(tag => tag.Value));
        return stored;
    }

    /// <summary>The finding that was stored.</summary>
    public static Finding ToDomain(this Stored.StoredFinding stored) => new(
        new Subject(
            AccountKey.Parse(stored.AccountKey),
            stored.ResourceKey,
            stored.SubAccountId,
            stored.ServiceName,
            stored.RegionId,
            stored.ResourceName,
            [.. stored.TagKeys.Zip(stored.TagValues, KeyValuePair.Create)],
            (Measure)stored.Measure,
            stored.Unit),
        (Progress)stored.Progress,
        stored.Start,
        stored.Step,
        stored.Actual,
        stored.Expected,
        stored.Score,
        (Signal)stored.Signal,
        stored.Split?.ToDomain());
}
