using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Grains.Changes;

/// <summary>What commands make of a change before that is stored.</summary>
internal sealed class ChangeDraft(Case start, IReadOnlyList<Duty> duties, string[] members, DateTimeOffset nowUtc)
{
    private readonly List<CaseEvent> _events = [];
    private readonly List<Duty> _duties = [.. duties];
    private bool _isTouched;

    /// <summary>When it is decided.</summary>
    public DateTimeOffset NowUtc { get; } = nowUtc;

    /// <summary>The change as it becomes.</summary>
    public Case Case { get; private set; } = start;

    /// <summary>Ids of the recommendations that it carries out.</summary>
    public string[] Members { get; private set; } = members;

    /// <summary>What has happened.</summary>
    public IReadOnlyList<CaseEvent> Events => _events;

    /// <summary>All that is to be done and not acknowledged.</summary>
    public IReadOnlyList<Duty> Duties => _duties;

    /// <summary>True when there is nothing to store.</summary>
    public bool IsEmpty => _events.Count == 0 && !_isTouched;

    /// <summary>Judges a command and applies what it leads to.</summary>
    /// <param name="command">What is asked.</param>
    /// <param name="sinceUtc">See <see cref="Domain.Recommendations.Book.ChangeNews.SinceUtc"/>.</param>
    public CaseVerdict Do(CaseCommand command, DateTimeOffset? sinceUtc = null)
    {
        var verdict = CaseMachine.Decide(Case, command);
        foreach (var happened in verdict.Events)
        {
            var before = Case;
            Case = CaseMachine.Apply(before, happened);
            _events.Add(happened);
            Owe(happened, before, sinceUtc);
        }

        _isTouched |= _duties.RemoveAll(duty => !duty.IsWantedBy(Case)) > 0;
        return verdict;
    }

    /// <summary>Notes which recommendations it carries out.</summary>
    public void Carry(string[] recommendationIds) => Members = recommendationIds;

    /// <summary>Notes that something was done.</summary>
    public void Done(Duty duty) => _isTouched |= _duties.Remove(duty);

    private void Owe(CaseEvent happened, Case before, DateTimeOffset? sinceUtc)
    {
        foreach (var effect in CaseMachine.Effects(happened))
        {
            var change = ChangeTelling.Of(happened, effect);
            if (change is null && ChangeTelling.IsTelling(effect))
            {
                continue;
            }

            // Another attempt of the same takes the place of the one before.
            _duties.RemoveAll(duty => duty.Effect?.Key == effect.Key);
            var told = change is null ? effect : effect with { Text = TextOf(happened, change.Value) };
            _duties.Add(new(happened.Number, happened.Actor, happened.AtUtc, Case.State, told, change, sinceUtc ?? Since(happened), null));
        }

        if (CaseAuditNote.Of(happened, before, Case) is { } note)
        {
            _duties.Add(new(happened.Number, "", happened.AtUtc, Case.State, null, null, null, note));
        }
    }

    private string TextOf(CaseEvent happened, RecommendationChange change)
    {
        var text = CaseEventText.Of(happened);
        return change is RecommendationChange.ApprovalAsked or RecommendationChange.ApprovalReminded
            or RecommendationChange.ApprovalEscalated && Case.Approval is { IsGiven: false } approval
            ? $"{text} Asked are {ApprovalSeats.Asked(approval.Current(), approval.IsEscalated)}.".TrimStart()
            : text;
    }

    // What a change saves is measured from when it was made, not from when it had been watched.
    private DateTimeOffset? Since(CaseEvent happened) => happened is CaseCompleted or AppliedByHand ? Case.DoneUtc : null;
}
