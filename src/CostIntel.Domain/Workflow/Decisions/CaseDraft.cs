namespace CostIntel.Domain.Workflow.Decisions;

/// <summary>What a command makes of a case, event by event.</summary>
internal sealed class CaseDraft(Case start, CaseCommand command)
{
    private readonly List<CaseEvent> _events = [];

    public Case Case { get; private set; } = start;

    public IReadOnlyList<CaseEvent> Events => _events;

    public DateTimeOffset NowUtc => command.AtUtc;

    public string Actor => command.Actor;

    public ChangePlan Plan => Case.Plan!;

    public ExecutionLimits Limits => Plan.Limits;

    public ApprovalProgress Approval => Case.Approval!;

    public void Add(CaseEvent happened)
    {
        var stamped = happened with { CaseId = Case.Id, Number = Case.Version + 1, AtUtc = NowUtc, Actor = command.Actor };
        Case = CaseFold.Apply(Case, stamped);
        _events.Add(stamped);
    }

    public void Send(OperationKind kind, int step = 0) => Send(kind, step, KeyOf(kind, step), 1);

    public void SendAgain(Operation operation) => Send(operation.Kind, operation.Step, operation.Key, operation.Attempt + 1);

    /// <summary>Lets go of the resources, whether they are locked or only may be.</summary>
    public void Release()
    {
        if (Case.LockKey.Length > 0)
        {
            Add(new ResourcesReleased(Case.LockKey));
        }
    }

    private void Send(OperationKind kind, int step, string key, int attempt) =>
        Add(new OperationSent(kind, step, key, attempt, NowUtc + Limits.AttemptWithin));

    // A case is carried out once at most, so that the step alone names applying it. What can be done again is numbered.
    private string KeyOf(OperationKind kind, int step) => kind switch
    {
        OperationKind.Lock => CaseKeys.Lock(Case.Id, Case.Locks + 1),
        OperationKind.Check => CaseKeys.Check(Case.Id, Case.Locks),
        OperationKind.Apply => CaseKeys.Apply(Case.Id, step),
        OperationKind.CheckCanary => CaseKeys.Canary(Case.Id),
        OperationKind.Verify => CaseKeys.Verify(Case.Id),
        OperationKind.Undo => CaseKeys.Undo(Case.Id, step, Case.Steps[step].Undos + 1),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "This is no operation."),
    };
}
