using CostIntel.Contracts.Recommendations;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;
using CostIntel.Grains.Resources;
using Google.Protobuf;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Grains.Changes.Execution;

/// <summary>Looks at resources before a change begins and while its effect is watched. Changes nothing.</summary>
public sealed class ChangeInspector(IGrainFactory grains, IChangeExecutors executors, TimeProvider time)
{
    private const int AtOnceMax = 8;
    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);

    /// <summary>Says whether a change may begin, and what would be needed to undo it.</summary>
    /// <remarks>
    /// The evidence has to be fresh, the SLOs kept now, no breach newly to be expected, and the executor of each step able to
    /// carry it out and to undo it. What cannot be found out makes the outcome unknown.
    /// </remarks>
    /// <param name="tenant">Whose.</param>
    /// <param name="changeId">Which change.</param>
    /// <param name="plan">What is to be done.</param>
    /// <param name="members">Its recommendations as they stand now.</param>
    /// <param name="policy">What is asked of evidence.</param>
    /// <param name="checkKey">Key of the check; each step's is made of it.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<InspectionReport> CheckAsync(
        TenantId tenant,
        string changeId,
        ChangePlan plan,
        IReadOnlyList<Recommendation> members,
        ExecutionPolicy policy,
        string checkKey,
        CancellationToken cancellation)
    {
        var state = ResourceState.Hash(members);
        var replies = await EachAsync(plan.Steps, async (step, number) =>
        {
            var member = MemberOf(step, members);
            var order = new StepOrder(
                tenant.ToString(), changeId, number, step.Executor, step.Instruction, FormattableString.Invariant($"{checkKey}/{number}"), 1, "");
            return await ReadinessAsync(member, policy) ?? await AskAsync(order, cancellation);
        }, cancellation);
        var worst = replies.MaxBy(reply => Gravity(reply.Outcome))!;
        return new(worst.Outcome, state, [.. replies.Select(reply => reply.Undo)], worst.Text);
    }

    /// <summary>Says how a change does whose steps are in effect, all or the canary.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="changeId">Which change.</param>
    /// <param name="plan">What was to be done.</param>
    /// <param name="steps">How far each step is.</param>
    /// <param name="members">Its recommendations.</param>
    /// <param name="changedUtc">When its steps began to take effect.</param>
    /// <param name="policy">What is asked of the cost.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<HealthReport> HealthAsync(
        TenantId tenant,
        string changeId,
        ChangePlan plan,
        IReadOnlyList<CaseStep> steps,
        IReadOnlyList<Recommendation> members,
        DateTimeOffset changedUtc,
        ExecutionPolicy policy,
        CancellationToken cancellation)
    {
        try
        {
            var seen = await EachAsync(InEffect(plan, steps), async (step, _) =>
            {
                var member = MemberOf(step.Step, members);
                var order = new StepOrder(
                    tenant.ToString(), changeId, step.Number, step.Step.Executor, step.Step.Instruction,
                    CaseKeys.Apply(changeId, step.Number), 1, steps[step.Number].Undo);
                var observed = await executors.ObserveAsync(order, cancellation);
                var cost = policy.CostCheck == CostCheck.Off ? null : await CostAsync(member, changedUtc);
                return await MemberAsync(member, changedUtc) with { Observed = observed, Cost = cost };
            }, cancellation);
            return HealthJudge.Judge(new HealthFacts(seen, policy.CostCheck));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new(HealthOutcome.Unknown, $"How it does could not be seen: {failure.Message}");
        }
    }

    /// <summary>
    /// The SLO that a change clearly breaks, in a sentence; null when none is, or that cannot be seen now. Cheap enough to be
    /// asked again and again while the effect is watched; the parameters are those of <see cref="HealthAsync"/>.
    /// </summary>
    public async Task<string?> BreachAsync(
        ChangePlan plan,
        IReadOnlyList<CaseStep> steps,
        IReadOnlyList<Recommendation> members,
        DateTimeOffset changedUtc,
        CancellationToken cancellation)
    {
        try
        {
            return HealthJudge.Breach(await EachAsync(
                InEffect(plan, steps), (step, _) => MemberAsync(MemberOf(step.Step, members), changedUtc), cancellation));
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The look at the end of the watch decides; it does not take silence for health.
            return null;
        }
    }

    private static List<(PlanStep Step, int Number)> InEffect(ChangePlan plan, IReadOnlyList<CaseStep> steps) =>
        [.. plan.Steps.Select((step, number) => (step, number)).Where(one => steps.Count > one.number && steps[one.number].MayBeInEffect)];

    // A step locks its resource; what has none is named by its target.
    private static Recommendation MemberOf(PlanStep step, IReadOnlyList<Recommendation> members) =>
        members.FirstOrDefault(member => member.Target.Resource == step.Resource)
        ?? members.First(member => member.Target.Key == step.Resource);

    private static int Gravity(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => 0,
        CheckOutcome.NotNow => 1,
        CheckOutcome.Unknown => 2,
        _ => 3,
    };

    private static async Task<IReadOnlyList<TResult>> EachAsync<T, TResult>(
        IReadOnlyList<T> items, Func<T, int, Task<TResult>> ask, CancellationToken cancellation)
    {
        var answers = new List<TResult>();
        foreach (var chunk in items.Select((item, index) => (item, index)).Chunk(AtOnceMax))
        {
            cancellation.ThrowIfCancellationRequested();
            answers.AddRange(await Task.WhenAll(chunk.Select(one => ask(one.item, one.index))));
        }

        return answers;
    }

    // A person who does it by hand looks for themselves.
    private Task<CheckReply> AskAsync(StepOrder order, CancellationToken cancellation) => order.Executor == ExecutionPolicy.ByHand
        ? Task.FromResult(new CheckReply(CheckOutcome.Passed, "", "A person carries it out."))
        : executors.CheckAsync(order, cancellation);

    private async Task<CheckReply?> ReadinessAsync(Recommendation member, ExecutionPolicy policy)
    {
        if (!member.Target.IsResource)
        {
            return null;
        }

        try
        {
            var resource = grains.GetGrain<IResourceGrain>(member.Target.Resource);
            var now = time.GetUtcNow();
            var lately = await resource.GetSlosSinceAsync((now - Lately).ToUnixTimeSeconds(), 0);
            var change = member.Proposal.Candidate.Change.ToMessage().ToByteArray();
            var verdict = Proto.SlaVerdict.Parser.ParseFrom(await resource.CheckAsync(change, 0)).ToDomain();
            return Readiness.Refusal(member, policy.EvidenceWithin, [.. lately.Select(slo => slo.ToDomain())], verdict, now) is { } refusal
                ? new(CheckOutcome.NotNow, "", refusal)
                : null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return new(CheckOutcome.Unknown, "", $"'{member.Target.ResourceId}' could not be looked at: {failure.Message}");
        }
    }

    private async Task<MemberHealth> MemberAsync(Recommendation member, DateTimeOffset changedUtc)
    {
        var resource = grains.GetGrain<IResourceGrain>(member.Target.Resource);
        var slos = await resource.GetSlosSinceAsync(changedUtc.ToUnixTimeSeconds(), 0);
        var change = member.Proposal.Candidate.Change;
        return new(
            member.Target.ResourceId,
            change.IsRemoval || change.Runs != WeekHours.Always,
            Observation.Unknown,
            [.. slos.Select(slo => slo.ToDomain())],
            null);
    }

    private async Task<CostSince?> CostAsync(Recommendation member, DateTimeOffset changedUtc)
    {
        var question = SavingQuestion.Of(member, changedUtc);
        return await grains.GetGrain<IResourceGrain>(member.Target.Resource).MeasureSavingAsync(question) is { } saving
            ? CostOf(saving, member.Target.Unit)
            : null;
    }

    private static CostSince CostOf(SavingView saving, string currency)
    {
        var saved = saving.ToDomain();
        return new(saved.Days, saved.Saved, saved.SavedHigh, saved.Promised, currency);
    }
}
