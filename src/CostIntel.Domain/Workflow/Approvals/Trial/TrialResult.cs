using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations.Book;

namespace CostIntel.Domain.Workflow.Approvals.Trial;

/// <summary>A change that was proposed, and how long it took until it was decided.</summary>
/// <param name="Facts">As they were.</param>
/// <param name="AskedUtc">When it was proposed, UTC.</param>
/// <param name="Waited">How long it waited: until it was decided or ended, or until now.</param>
public sealed record RecordedChange(ApprovalFacts Facts, DateTimeOffset AskedUtc, TimeSpan Waited)
{
    /// <summary>What is known of a recommendation.</summary>
    public static RecordedChange Of(Recommendation recommendation, DateTimeOffset nowUtc) => new(
        ApprovalFacts.Of(recommendation),
        recommendation.ProposedUtc,
        (recommendation.AppliedUtc ?? recommendation.ClosedUtc ?? nowUtc) - recommendation.ProposedUtc);
}

/// <summary>What a policy would have done with a change.</summary>
public enum TrialOutcome
{
    /// <summary>Approved without asking.</summary>
    Automatic = 1,

    /// <summary>Asked people, who would have answered in time.</summary>
    Asked,

    /// <summary>Asked people; others would have been asked as well, since it waited longer than the deadline.</summary>
    Escalated,

    /// <summary>Asked people; it would have expired, since it waited longer than an approval may take.</summary>
    Expired,

    /// <summary>Not made at all.</summary>
    Forbidden,
}

/// <summary>What one policy would have done with one change.</summary>
/// <param name="Outcome">What.</param>
/// <param name="Rule">The rule that decides; empty when none is about the change.</param>
/// <param name="Approvals">How many people it asks for, over all levels.</param>
/// <param name="Why">For people.</param>
public sealed record TrialVerdict(TrialOutcome Outcome, string Rule, int Approvals, string Why);

/// <summary>One change under both policies.</summary>
/// <param name="CaseId">The change.</param>
/// <param name="Target">What it is about.</param>
/// <param name="SavingPerMonth">What it would save a month, in the target's currency.</param>
/// <param name="Present">Under the present policy.</param>
/// <param name="Proposed">Under the one that is tried.</param>
public sealed record TrialLine(
    string CaseId, Subject Target, decimal SavingPerMonth, TrialVerdict Present, TrialVerdict Proposed)
{
    /// <summary>True when it would have gone another way, or other people or more of them would have been asked.</summary>
    public bool Differs => Present.Outcome != Proposed.Outcome || Present.Approvals != Proposed.Approvals
        || Present.Rule != Proposed.Rule;
}

/// <summary>What a trial has come to.</summary>
/// <param name="Lines">Every change, the oldest first.</param>
public sealed record TrialResult(IReadOnlyList<TrialLine> Lines)
{
    /// <summary>How many changes come to each outcome under the present policy.</summary>
    public int CountPresent(TrialOutcome outcome) => Lines.Count(line => line.Present.Outcome == outcome);

    /// <summary>How many changes come to each outcome under the policy that is tried.</summary>
    public int CountProposed(TrialOutcome outcome) => Lines.Count(line => line.Proposed.Outcome == outcome);
}
