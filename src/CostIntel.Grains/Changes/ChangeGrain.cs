using CostIntel.Contracts.Workflow;
using CostIntel.Domain.Workflow;
using CostIntel.Grains.Changes.Control;
using CostIntel.Grains.Changes.Execution;
using CostIntel.Grains.Desks;
using CostIntel.Grains.Recommendations.Desk;
using CostIntel.Storage.Workflow;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace CostIntel.Grains.Changes;

/// <inheritdoc cref="IChangeGrain"/>
/// <remarks>
/// Runs <see cref="CaseMachine"/>: what a command leads to is stored with all that it asks for before any of that is done, and
/// what is asked for is repeated until it is acknowledged; the answer is stored with the acknowledgement. Reentrant, because
/// executors take their time. The change in memory is what is stored; when a commit fails the activation is given up, and the
/// next one goes on from the store, which refuses whoever does not know the last commit.
/// </remarks>
[Reentrant]
[GrainType("change")]
public sealed partial class ChangeGrain(
    ICaseStore store,
    ChangePlanning planning,
    ChangeInspector inspector,
    IChangeExecutors executors,
    TimeProvider time,
    ILogger<ChangeGrain> logger)
    : Grain, IChangeGrain
{
    private readonly ChangeRecord _history = new();
    private string _tenant = "";
    private string _caseId = "";
    private long _revision;
    private Case _case = null!;
    private IReadOnlyList<Duty> _duties = [];
    private string[] _members = [];
    private CommitPump<ChangeDraft> _pump = null!;
    private bool _isGone;

    private IChangeControlGrain Control => GrainFactory.GetGrain<IChangeControlGrain>(_tenant);

    private IRecommendationDeskGrain Desk => GrainFactory.GetGrain<IRecommendationDeskGrain>(_tenant);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _caseId) = ChangeKey.Parse(this.GetPrimaryKeyString());
        _pump = new(() => new ChangeDraft(_case, _duties, _members, time.GetUtcNow()), CommitAsync, Fail);
        var record = await store.OpenAsync(_tenant, _caseId, cancellationToken);
        var events = record.Events.Select(CaseEventMapping.ToDomain).ToList();
        (_revision, _case) = (record.Revision, CaseMachine.Replay(_caseId, events));
        (_members, _duties) = ChangePacking.Unpack(record.Rest, _caseId);
        _history.Add(events);
        LookAfter(TimeSpan.Zero);
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        GiveUp();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ChangeAnswer> CommandAsync(ChangeCommand command)
    {
        var refusal = await OpenToApproveAsync(command);
        if (refusal is not null || _case.Version == 0)
        {
            return refusal ?? ChangeAnswer.Unknown;
        }

        var verdict = await _pump.DoAsync(draft => draft.Do(ToDomain(command, draft.NowUtc), command.SinceUtc));
        return verdict.Refusal is { } reason ? ChangeAnswer.Refused(reason) : Status();
    }

    /// <inheritdoc/>
    public async Task<bool?> ReportAsync(ChangeReport report)
    {
        if (_case.Version == 0)
        {
            return null;
        }

        var verdict = await _pump.DoAsync(draft => draft.Do(
            new ReportStep(report.Key, report.Outcome, report.Text) { AtUtc = draft.NowUtc, Actor = report.Actor }));
        return verdict.Refusal is null;
    }

    /// <inheritdoc/>
    public Task<ChangeAnswer> GetAsync() => Task.FromResult(_case.Version == 0 ? ChangeAnswer.Unknown : Status());

    private static CaseCommand ToDomain(ChangeCommand command, DateTimeOffset nowUtc) => (command.Verb switch
    {
        ChangeVerb.Approve => (CaseCommand)new Approve(command.Groups, command.PlanHash, command.StateHash, command.Text) { AtUtc = nowUtc },
        ChangeVerb.Reject => new Reject(command.Text) { AtUtc = nowUtc },
        ChangeVerb.Delegate => new Domain.Workflow.Delegate(command.Groups, command.To, command.Text) { AtUtc = nowUtc },
        ChangeVerb.Comment => new Comment(command.Text) { AtUtc = nowUtc },
        ChangeVerb.RollBack => new RollBack(command.Text) { AtUtc = nowUtc },
        ChangeVerb.RecordApplied => new RecordApplied(command.Text) { AtUtc = nowUtc },
        ChangeVerb.RecordRolledBack => new RecordRolledBack(command.Text) { AtUtc = nowUtc },
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.Verb, "This is nothing that can be wanted."),
    }) with
    {
        RequestId = command.RequestId, Actor = command.Actor,
    };

    private ChangeAnswer Status() => new(_case.ToMessage(_members, _history.Entries).ToByteArray(), null);

    private async Task CommitAsync(ChangeDraft draft)
    {
        if (draft.IsEmpty)
        {
            return;
        }

        await store.CommitAsync(
            new CaseCommit(
                _tenant,
                _caseId,
                _revision,
                draft.NowUtc,
                _case.Version + 1,
                [.. draft.Events.Select(happened => happened.ToStored())],
                ChangePacking.Pack(draft.Members, draft.Duties),
                DueOf(draft),
                draft.Case.IsOpen()),
            CancellationToken.None);
        _revision++;
        (_case, _duties, _members) = (draft.Case, draft.Duties, draft.Members);
        _history.Add(draft.Events);
        ChangeInstruments.Count(draft.Events);
        FollowDuties();
        LookWhenDue();
    }

    private void Fail(Exception failure)
    {
        LogCommitFailed(logger, _caseId, _tenant, failure);
        GiveUp();
        DeactivateOnIdle();
    }

    [LoggerMessage(2600, LogLevel.Error, "What happened to change {Change} of tenant {Tenant} could not be kept; it goes on from what is stored")]
    private static partial void LogCommitFailed(ILogger logger, string change, string tenant, Exception failure);
}
