namespace CostIntel.Domain.Workflow;

/// <summary>What is to be done for a case. The numbers are stored: append, never renumber.</summary>
public enum CaseEffectKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Ask the policy who has to agree now, and answer with <see cref="AskApproval"/>.</summary>
    AskPolicy = 1,

    /// <summary>Ask the people of a level.</summary>
    AskPeople = 2,

    /// <summary>Remind the people of a level.</summary>
    RemindPeople = 3,

    /// <summary>Ask those to whom a level escalates.</summary>
    EscalateToPeople = 4,

    /// <summary>Find a time at which it may be done, and answer with <see cref="ScheduleStart"/>.</summary>
    FindWindow = 5,

    /// <summary>Lock the resources, and answer with <see cref="ReportLock"/>.</summary>
    LockResources = 6,

    /// <summary>Let go of the resources, and of what the lock has taken of limits.</summary>
    ReleaseResources = 7,

    /// <summary>Look whether all is as assumed, note the way back, and answer with <see cref="ReportCheck"/>.</summary>
    CheckResources = 8,

    /// <summary>Carry out a step, and answer with <see cref="ReportStep"/>.</summary>
    ApplyStep = 9,

    /// <summary>Look how the change does, and answer with <see cref="ReportHealth"/>.</summary>
    CheckHealth = 10,

    /// <summary>Undo a step, and answer with <see cref="ReportStep"/>.</summary>
    UndoStep = 11,

    /// <summary>Ask how far a step is, and answer with <see cref="ReportStep"/> and the key of the operation.</summary>
    PollStep = 12,

    /// <summary>Call a person.</summary>
    CallPerson = 13,

    /// <summary>Tell who wants to know that the case is in another state.</summary>
    Tell = 14,
}

/// <summary>Something to be done for a case until it is acknowledged.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">Its idempotency key: what has the same key is the same thing.</param>
/// <param name="CaseId">For which case.</param>
/// <param name="Subject">Key of the operation or the lock it is about; empty where it is about neither.</param>
/// <param name="Number">Of the step or the level it is about, from 0.</param>
/// <param name="Text">For people; may be empty.</param>
public sealed record CaseEffect(CaseEffectKind Kind, string Key, string CaseId, string Subject, int Number, string Text);
