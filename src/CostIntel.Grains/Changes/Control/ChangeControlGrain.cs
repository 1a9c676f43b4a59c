using CostIntel.Contracts.Recommendations;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.Workflow;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Control;
using CostIntel.Domain.Workflow.Waiting;
using CostIntel.Grains.Serialization;
using CostIntel.Storage.Workflow;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CostIntel.Grains.Changes.Control;

/// <inheritdoc cref="IChangeControlGrain"/>
/// <remarks>
/// One answer after the other: each is decided on what is stored, stored itself, and only then told. What could not be
/// stored is forgotten with the activation, so the same question gets an answer on what is stored.
/// </remarks>
[GrainType("change-control")]
public sealed partial class ChangeControlGrain(
    [PersistentState("changes", GrainStores.Snapshots)] IPersistentState<ChangeControlSnapshot> state,
    ICaseStore cases,
    FleetCounter fleets,
    TimeProvider time,
    IOptions<ChangeOptions> options,
    ILogger<ChangeControlGrain> logger)
    : Grain, IChangeControlGrain, IRemindable
{
    private ControlBook _book = ControlBook.Empty;
    private PolicyCopy _policies = null!;

    private string Tenant => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _book = state.State.ToBook();
        _policies = new(GrainFactory, Tenant);
        ControlInstruments.Follow(ControlBook.Empty, _book);
        StartLooking();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        ControlInstruments.Follow(_book, ControlBook.Empty);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<PolicyAnswer> DecideAsync(PolicyQuestion question)
    {
        var policy = await _policies.GetAsync();
        var facts = Read(question.Members).Select(one => ApprovalFacts.Of(one) with { Proposer = question.Proposer }).ToList();
        var (after, decision) = ControlDecisions.Decide(_book, policy, facts, time.GetUtcNow());
        if (!question.IsOnlyLooking)
        {
            await KeepAsync(after);
            ControlInstruments.CountDecision(decision switch
            {
                { IsForbidden: true } => "forbidden",
                { Requirement.IsAutomatic: true } => "automatic",
                _ => "asked",
            });
        }

        return new(decision.Requirement?.ToStored().ToByteArray(), decision.Refusal, decision.PolicyVersion, decision.Rule);
    }

    /// <inheritdoc/>
    public async Task<LockAnswer> LockAsync(LockQuestion question)
    {
        // The way back must not wait for a policy that cannot be read, nor for what only limits want to know.
        var policy = question.IsWayBack ? ApprovalPolicy.Default : await _policies.GetAsync();
        var members = question.IsWayBack ? [] : await Task.WhenAll(Read(question.Members).Select(MemberAsync));
        var request = new LockRequest(
            question.CaseId, question.Key, members, question.Resources, question.HeldFor, question.IsWayBack);
        var (after, outcome) = ControlLocks.Take(_book, policy, request, time.GetUtcNow());
        await KeepAsync(after);
        ControlInstruments.CountLock(outcome.Refusal is null);
        return new(outcome.Refusal is null, outcome.Refusal ?? "", outcome.RetryUtc);
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(string caseId, string lockKey) => KeepAsync(ControlLocks.Release(_book, lockKey, time.GetUtcNow()));

    /// <inheritdoc/>
    public async Task<WindowAnswer> FindWindowAsync(byte[][] members, DateTimeOffset validUntilUtc)
    {
        var (now, targets) = (time.GetUtcNow(), Read(members).Select(one => one.Target).ToList());
        if (ControlStops.WhyStopped(_book.Stops, targets) is { } stopped)
        {
            return new(now, now, stopped);
        }

        var policy = await _policies.GetAsync();
        // Without such a time the change is given one at which its approval holds no longer: then it expires.
        var (start, end) = policy.Calendar.NextTime(targets, now, validUntilUtc) ?? (validUntilUtc, validUntilUtc + LookEvery);
        return new(start, end, null);
    }

    /// <inheritdoc/>
    public async Task<byte[]> ExplainAsync(ExplainQuestion question)
    {
        var members = Read(question.Members).ToList();
        var now = CaseMachine.Replay(question.CaseId, [.. question.Events.Select(CaseEventMapping.ToDomain)]);
        var facts = new WaitFacts(
            [.. members.Select(ApprovalFacts.Of)], members.Min(one => one.ProposedUtc), await _policies.GetAsync(), _book.Stops);
        return CaseExplanation.Of(now, facts, time.GetUtcNow()).ToMessage(now).ToByteArray();
    }

    private async Task<LockMember> MemberAsync(Recommendation recommendation)
    {
        var (fleet, size) = await fleets.OfAsync(recommendation.Target);
        return new(recommendation.Id.ToString(), recommendation.Target, fleet, size);
    }

    private static IEnumerable<Recommendation> Read(byte[][] members) =>
        members.Select(member => StoredRecommendation.Parser.ParseFrom(member).ToDomain());

    // Answers are given on what is stored, so nothing of a book that could not be stored is ever seen.
    private async Task KeepAsync(ControlBook after)
    {
        if (ReferenceEquals(after, _book))
        {
            return;
        }

        try
        {
            state.State = after.ToSnapshot();
            await state.WriteStateAsync();
            ControlInstruments.Follow(_book, after);
            _book = after;
        }
        catch (Exception failure)
        {
            LogUnkept(logger, Tenant, failure);
            DeactivateOnIdle();
            throw;
        }
    }

    [LoggerMessage(2660, LogLevel.Error, "What changes of tenant {Tenant} share could not be kept; it is asked again")]
    private static partial void LogUnkept(ILogger logger, string tenant, Exception failure);
}
