using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.Workflow;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;
using CostIntel.Grains.Changes.Control;

namespace CostIntel.Grains.Changes;

/// <content>Takes recommendations up.</content>
public sealed partial class ChangeGrain
{
    private int _openings;
    private Task _lettingGo = Task.CompletedTask;

    /// <inheritdoc/>
    public Task<ChangeAnswer> OpenAsync(ChangeOpening opening) => OpenAsync(opening, null);

    // A recommendation for which nobody has asked is approved by whoever likes it: then the engine has proposed it.
    private async Task<ChangeAnswer?> OpenToApproveAsync(ChangeCommand command)
    {
        if (command.Verb != ChangeVerb.Approve || !CanOpen() || IsAnswered(command.RequestId))
        {
            return null;
        }

        var ids = _members.Length > 0 ? _members : [_caseId];
        var opened = await OpenAsync(new ChangeOpening(ids, "", "", "", false), (command.PlanHash, command.StateHash));
        // What the policy approves by itself needs nobody any more.
        return opened.Refusal is not null || opened.Status is null || _case.State != WorkflowState.PendingApproval ? opened : null;
    }

    private async Task<ChangeAnswer> OpenAsync(ChangeOpening opening, (string Plan, string State)? seen)
    {
        // A claim without a case is let go of when nobody is opening one; what is on its way must not take this one's.
        _openings++;
        try
        {
            await _lettingGo.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            return await OpenAloneAsync(opening, seen);
        }
        finally
        {
            _openings--;
        }
    }

    private async Task<ChangeAnswer> OpenAloneAsync(ChangeOpening opening, (string Plan, string State)? seen)
    {
        if (IsAnswered(opening.RequestId))
        {
            return Status();
        }

        if (!CanOpen())
        {
            return ChangeAnswer.Refused($"Change '{_caseId}' is {_case.State} already.");
        }

        var design = await planning.DesignAsync(_tenant, opening.RecommendationIds);
        if (design.Missing is not null)
        {
            return ChangeAnswer.Unknown;
        }

        if (WhyNot(design, opening, seen) is { } refusal)
        {
            return ChangeAnswer.Refused(refusal);
        }

        if (opening.IsOnlyIfAutomatic && !await IsAutomaticAsync(design))
        {
            return ChangeAnswer.Unknown;
        }

        var decided = await Control.DecideAsync(new PolicyQuestion(design.Stored, opening.Actor));
        if (decided.Refusal is { } forbidden)
        {
            return ChangeAnswer.Refused(forbidden);
        }

        var requirement = StoredApprovalRequirement.Parser.ParseFrom(decided.Requirement).ToDomain();
        if (opening.IsOnlyIfAutomatic && !requirement.IsAutomatic)
        {
            return ChangeAnswer.Unknown;
        }

        var claim = await Desk.ClaimAsync(_caseId, opening.RecommendationIds);
        if (claim.Refusal is { } taken)
        {
            return ChangeAnswer.Refused(taken);
        }

        await Control.WatchAsync();
        return await ProposeAsync(opening, design.Planned!, requirement);
    }

    // Only looks: of all that might be approved without asking, most wait for a budget, and nothing is kept of those.
    private async Task<bool> IsAutomaticAsync(ChangeDesign design)
    {
        var decided = await Control.DecideAsync(new PolicyQuestion(design.Stored, "", IsOnlyLooking: true));
        return decided.Requirement is { } stored && StoredApprovalRequirement.Parser.ParseFrom(stored).Automatic;
    }

    private async Task<ChangeAnswer> ProposeAsync(
        ChangeOpening opening, PlannedChange planned, Domain.Workflow.Approvals.ApprovalRequirement requirement)
    {
        var verdict = await _pump.DoAsync(draft =>
        {
            // Two may want the same at once; the second finds it asked for.
            var proposed = draft.Do(new ProposePlan(planned.Plan, planned.StateHash, opening.Comment)
            {
                AtUtc = draft.NowUtc, Actor = opening.Actor, RequestId = opening.RequestId,
            });
            if (proposed.Refusal is not null || proposed.IsRepeat)
            {
                return proposed;
            }

            draft.Carry(opening.RecommendationIds);
            return draft.Do(new AskApproval(requirement) { AtUtc = draft.NowUtc, Actor = opening.Actor });
        });
        return verdict.Refusal is { } refusal ? ChangeAnswer.Refused(refusal) : Status();
    }

    private static string? WhyNot(ChangeDesign design, ChangeOpening opening, (string Plan, string State)? seen)
    {
        if (design.Planned is not { } planned)
        {
            return design.Refusal;
        }

        if (opening.IsOnlyIfAutomatic && design.IsByHand)
        {
            return "A person has to do it.";
        }

        return seen is var (plan, state) && (plan != planned.Plan.Hash() || state != planned.StateHash)
            ? "The plan or the state of the resources is not what the approver has seen."
            : null;
    }

    private bool CanOpen() => WorkflowTable.Hears(_case.State, CaseCommandKind.ProposePlan);

    private bool IsAnswered(string requestId) =>
        requestId.Length > 0 && _case.Answers.Any(answer => answer.RequestId == requestId);
}
