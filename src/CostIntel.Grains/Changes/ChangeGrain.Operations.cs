using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.Workflow;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;
using CostIntel.Grains.Changes.Control;
using CostIntel.Grains.Changes.Execution;
using CostIntel.Grains.Resources;
using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Changes;

/// <content>Carries out what the machine asks for, and brings its answers.</content>
public sealed partial class ChangeGrain
{
    private static readonly TimeSpan LeaseMax = TimeSpan.FromDays(400);

    // Since when what is measured may be the change's doing.
    private DateTimeOffset ChangedUtc => _case.DoneUtc ?? _case.BegunUtc ?? _case.ChangedUtc;

    // The command that answers an effect; null where it is enough that it was done. The time is filled in when it is judged.
    private async Task<CaseCommand?> AnswerAsync(CaseEffect effect, CancellationToken cancellation) => effect.Kind switch
    {
        CaseEffectKind.AskPolicy => await AskPolicyAsync(),
        CaseEffectKind.FindWindow => await FindWindowAsync(),
        CaseEffectKind.LockResources => await LockAsync(effect),
        CaseEffectKind.ReleaseResources => await ReleaseAsync(effect),
        CaseEffectKind.CheckResources => await CheckAsync(effect, cancellation),
        CaseEffectKind.CheckHealth => await LookAtHealthAsync(effect, cancellation),
        CaseEffectKind.ApplyStep => await StepAsync(effect, executors.ApplyAsync, cancellation),
        CaseEffectKind.UndoStep => await StepAsync(effect, executors.UndoAsync, cancellation),
        CaseEffectKind.PollStep => await StepAsync(effect, PollAsync, cancellation),
        _ => null,
    };

    private async Task<CaseCommand> AskPolicyAsync()
    {
        var design = await planning.DesignAsync(_tenant, _members);
        var proposer = _case.Authors.Count > 0 ? _case.Authors[0] : "";
        var decided = await Control.DecideAsync(new PolicyQuestion(design.Stored, proposer));
        return decided.Refusal is { } forbidden
            ? new Withdraw(forbidden) { AtUtc = default }
            : new AskApproval(StoredApprovalRequirement.Parser.ParseFrom(decided.Requirement).ToDomain()) { AtUtc = default };
    }

    private async Task<CaseCommand?> FindWindowAsync()
    {
        if (_case.Plan!.Steps[0].Executor == ExecutionPolicy.ByHand || _case.Approval is not { } approval)
        {
            return null;
        }

        var design = await planning.DesignAsync(_tenant, _members);
        if (await Control.WhyStoppedAsync(design.Stored) is { } stopped)
        {
            return new Halt(stopped) { AtUtc = default };
        }

        // Where no window opens before the approval ends, it waits for that.
        var window = await Control.FindWindowAsync(design.Stored, approval.ExpiresUtc);
        return window.Refusal is null ? new ScheduleStart(window.StartUtc, window.EndUtc) { AtUtc = default } : null;
    }

    private async Task<CaseCommand> LockAsync(CaseEffect effect)
    {
        var plan = _case.Plan!;
        var isWayBack = _case.State == WorkflowState.RollingBack;
        // The way back must not wait for a policy that cannot be read.
        var members = isWayBack ? [] : (await planning.DesignAsync(_tenant, _members)).Stored;
        var answer = await Control.LockAsync(
            new LockQuestion(_caseId, effect.Subject, members, [.. plan.Resources()], LongestOf(plan), isWayBack));
        return new ReportLock(effect.Subject, answer.IsLocked, answer.Refusal) { AtUtc = default };
    }

    private async Task<CaseCommand?> ReleaseAsync(CaseEffect effect)
    {
        await Control.ReleaseAsync(_caseId, effect.Subject);
        return null;
    }

    private async Task<CaseCommand> CheckAsync(CaseEffect effect, CancellationToken cancellation)
    {
        await LookAtResourcesAsync();
        var design = await planning.DesignAsync(_tenant, _members);
        if (WhyChanged(design) is { } changed)
        {
            // The review of the plan hears of the same, and voids the approval; until then this is no time to begin.
            _ = WakeAsync();
            return new ReportCheck(effect.Subject, CheckOutcome.Unknown, "", [], changed) { AtUtc = default };
        }

        var report = await inspector.CheckAsync(
            TenantId.Parse(_tenant), _caseId, _case.Plan!, design.Members, design.Policy, effect.Subject, cancellation);
        var (outcome, text) = (report.Outcome, report.Text);
        // An order to stop may have come since the resources were locked; this is the last look before the first change.
        if (outcome == CheckOutcome.Passed && await Control.WhyStoppedAsync(design.Stored) is { } stopped)
        {
            (outcome, text) = (CheckOutcome.NotNow, stopped);
        }

        return new ReportCheck(effect.Subject, outcome, report.StateHash, report.Undo, text) { AtUtc = default };
    }

    // What was known an hour ago is not what is known now.
    private async Task LookAtResourcesAsync()
    {
        var design = await planning.DesignAsync(_tenant, _members);
        await Task.WhenAll(design.Members
            .Where(member => member.Target.IsResource)
            .Select(member => GrainFactory.GetGrain<IResourceGrain>(member.Target.Resource).ReviewAsync(0)));
    }

    private string? WhyChanged(ChangeDesign design) => design switch
    {
        { Planned: null } => design.Refusal,
        { IsHeld: false } => "What it rested on no longer holds.",
        _ when design.Members.Any(member => member.ChangeId != _caseId) => "Another change has taken it up.",
        _ when design.Planned.Plan.Hash() != _case.PlanHash => "What would be done is no longer what was approved.",
        _ => null,
    };

    private async Task<CaseCommand> LookAtHealthAsync(CaseEffect effect, CancellationToken cancellation)
    {
        var design = await planning.DesignAsync(_tenant, _members);
        var health = await inspector.HealthAsync(
            TenantId.Parse(_tenant), _caseId, _case.Plan!, _case.Steps, design.Members, ChangedUtc, design.Policy, cancellation);
        return new ReportHealth(effect.Subject, health.Outcome, health.Text) { AtUtc = default };
    }

    private async Task<CaseCommand> StepAsync(
        CaseEffect effect, Func<StepOrder, CancellationToken, Task<StepReply>> ask, CancellationToken cancellation)
    {
        // An answer after its deadline is nobody's any more: the machine has begun another attempt, or the way back.
        using var limit = new CancellationTokenSource(Positive(_case.Operation!.DeadlineUtc - time.GetUtcNow()), time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        var step = _case.Plan!.Steps[effect.Number];
        var order = new StepOrder(
            _tenant,
            _caseId,
            effect.Number,
            step.Executor,
            step.Instruction,
            effect.Subject,
            _case.Operation.Attempt,
            _case.Steps[effect.Number].Undo);
        await AnnounceAsync(effect, step);
        try
        {
            var reply = await ask(order, both.Token);
            return new ReportStep(effect.Subject, reply.Outcome, reply.Text) { AtUtc = default };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new ReportStep(effect.Subject, StepOutcome.Failed, "The executor did not answer in time.") { AtUtc = default };
        }
    }

    // What follows from a change that the engine makes is no anomaly. Before it is made, because it may be done without ever being
    // reported; once for each key, however often it is tried.
    private async Task AnnounceAsync(CaseEffect effect, PlanStep step)
    {
        if (effect.Kind == CaseEffectKind.PollStep)
        {
            return;
        }

        try
        {
            await GrainFactory.GetGrain<IResourceGrain>(step.Resource)
                .AnnounceAsync(effect.Subject, time.GetUtcNow().ToUnixTimeSeconds());
        }
        catch (Exception failure) when (effect.Kind == CaseEffectKind.UndoStep)
        {
            // The way back waits for nobody who only wants to know.
            LogUnannounced(logger, _caseId, _tenant, step.Resource, failure);
        }
    }

    [LoggerMessage(2604, LogLevel.Warning, "Resource {Resource} could not be told that change {Change} of tenant {Tenant} is undone")]
    private static partial void LogUnannounced(ILogger logger, string change, string tenant, string resource, Exception failure);

    private Task<StepReply> PollAsync(StepOrder order, CancellationToken cancellation) => executors.PollAsync(
        order, _case.Operation!.Kind == OperationKind.Undo ? ExecutionVerb.Undo : ExecutionVerb.Apply, cancellation);

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    // A lease that nobody gives back ends; one of a change that goes its way is given back before.
    private static TimeSpan LongestOf(ChangePlan plan)
    {
        var limits = plan.Limits;
        var ticks = (2m * plan.Steps.Count * limits.AttemptsMax * (limits.AttemptWithin + limits.RetryAfterMax).Ticks)
            + limits.CanaryFor.Ticks + limits.VerifyFor.Ticks + TimeSpan.TicksPerDay;
        return TimeSpan.FromTicks((long)Math.Min(ticks, LeaseMax.Ticks));
    }
}
