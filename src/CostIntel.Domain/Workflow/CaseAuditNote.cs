using System.Text;
using CostIntel.Domain.Audit;

namespace CostIntel.Domain.Workflow;

/// <summary>What the audit log keeps of a case: each decision, effect and outcome.</summary>
public static class CaseAuditNote
{
    private const string Prefix = "change.";
    private const string Case = "Case";

    /// <summary>The note of an event; null for what the log has already, or what is only looking.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="before">The case before it.</param>
    /// <param name="after">The case after it.</param>
    public static AuditNote? Of(CaseEvent happened, Case before, Case after) =>
        // A command has entries of its own, and asking how far an operation is changes nothing.
        happened.Kind is CaseEventKind.CommandAnswered or CaseEventKind.OperationPolled
            ? null
            : new AuditNote(
                happened.Actor,
                ActionOf(happened.Kind),
                AuditOutcome.Noted,
                happened.CaseId,
                CaseEventText.Of(happened),
                FormattableString.Invariant($"{happened.CaseId}/{happened.Number}"),
                0,
                CaseFigures.Of(before),
                CaseFigures.Of(after, happened));

    /// <summary>The name of what happened: <c>change.step-done</c>.</summary>
    public static string ActionOf(CaseEventKind kind)
    {
        var name = kind.ToString();
        var text = new StringBuilder(Prefix);
        foreach (var letter in name.StartsWith(Case, StringComparison.Ordinal) ? name[Case.Length..] : name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > Prefix.Length)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
