namespace CostIntel.Domain.Workflow;

/// <summary>What can be asked of a case; each is a type of <see cref="CaseCommand"/>.</summary>
public enum CaseCommandKind
{
#pragma warning disable CS1591 // The types of the same names say what each is.
    None = 0,
    ProposePlan,
    ReplacePlan,
    ReportState,
    AskApproval,
    Approve,
    Reject,
    Delegate,
    Comment,
    ScheduleStart,
    Halt,
    Resume,
    Supersede,
    Withdraw,
    RollBack,
    RecordApplied,
    RecordRolledBack,
    ReportLock,
    ReportCheck,
    ReportStep,
    ReportHealth,
    ReportBreach,
    PassTime,
#pragma warning restore CS1591
}
