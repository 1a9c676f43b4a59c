using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Sla;
using CostIntel.Domain.Sla.Checks;

namespace CostIntel.Domain.Workflow.Execution;

/// <summary>Says whether this is the time to change a resource, as far as the engine itself can tell. Pure.</summary>
public static class Readiness
{
    /// <summary>Why this is not the time, in a sentence; null when nothing speaks against it.</summary>
    /// <param name="member">What is to be done, as it was last found to hold.</param>
    /// <param name="evidenceWithin">How long ago that may have been.</param>
    /// <param name="lately">How the resource's SLOs were kept lately, in the counts since.</param>
    /// <param name="verdict">What the SLO check of the change says now.</param>
    /// <param name="nowUtc">The time.</param>
    public static string? Refusal(
        Recommendation member, TimeSpan evidenceWithin, IReadOnlyList<SloSince> lately, SlaVerdict verdict, DateTimeOffset nowUtc)
    {
        var name = member.Target.ResourceId;
        if (nowUtc - member.RefreshedUtc > evidenceWithin)
        {
            return FormattableString.Invariant($"'{name}': the evidence is from {member.RefreshedUtc:yyyy-MM-dd HH:mm}Z, too old to rest on.");
        }

        // What gives a resource more is done because it is not well, not although.
        if (member.Proposal.Candidate.Change is var change && (change.TakesAway() || change.RestartNeeded)
            && !IsRelief(member) && lately.FirstOrDefault(HealthJudge.IsBurning) is { } burning)
        {
            return FormattableString.Invariant(
                $"'{name}': SLO '{burning.SloId}' is not kept now: {burning.BadSince} of {burning.GoodSince + burning.BadSince} samples are bad.");
        }

        // A breach that was to be expected when people agreed is what they have agreed to.
        return verdict.Outcome == SlaOutcome.Blocked && member.Proposal.Sla.Outcome != SlaOutcome.Blocked
            ? $"'{name}': a breach of an objective is to be expected now: "
                + verdict.Findings.First(finding => finding.Outcome == SlaOutcome.Blocked).Arithmetic
            : null;
    }

    private static bool IsRelief(Recommendation member)
    {
        var change = member.Proposal.Candidate.Change;
        return !change.TakesAway() && (change.CpuRatio > 1 || change.MemoryRatio > 1 || change.GpuRatio > 1 || change.InputOutputRatio > 1);
    }
}
