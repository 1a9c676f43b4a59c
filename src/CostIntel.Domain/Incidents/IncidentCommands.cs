using System.Globalization;
using CostIntel.Domain.Incidents.Rules;

namespace CostIntel.Domain.Incidents;

/// <summary>
/// What people do about incidents. Saying again what was said changes nothing; what makes no sense is refused with the
/// state and what is possible in it.
/// </summary>
public static class IncidentCommands
{
    private const int ExpectedDays = 14;

    // What people call normal may come somewhat larger the next time.
    private const double ExpectedMargin = 1.5;

    /// <summary>Somebody looks after it.</summary>
    /// <exception cref="IncidentRefusedException">It is closed.</exception>
    public static BookChange Acknowledge(IncidentBook book, Incident incident, string actor, string comment, DateTimeOffset nowUtc)
    {
        if (incident.State == IncidentState.Acknowledged && incident.Owner == actor && comment.Length == 0)
        {
            return Nothing;
        }

        RequireOpen(incident, "acknowledged");
        return Said(
            book,
            incident with { State = IncidentState.Acknowledged, Owner = actor },
            new(nowUtc, IncidentChange.Acknowledged, actor, comment));
    }

    /// <summary>Somebody says that it is over.</summary>
    public static BookChange Resolve(IncidentBook book, Incident incident, string actor, string comment, DateTimeOffset nowUtc) =>
        incident.IsOpen
            ? Said(
                book,
                incident with { State = IncidentState.Resolved, ClosedUtc = nowUtc },
                new(nowUtc, IncidentChange.Resolved, actor, comment))
            : Nothing;

    /// <summary>Somebody says what it was, which changes what is raised next.</summary>
    /// <exception cref="IncidentRefusedException">The date lies in the past, or there are too many rules.</exception>
    public static BookChange Say(IncidentBook book, Incident incident, Feedback feedback, string actor, DateTimeOffset nowUtc)
    {
        if (feedback.ExpectedUntilUtc <= nowUtc)
        {
            throw new IncidentRefusedException("expected_until must be later than now.");
        }

        var rules = RulesOf(book, incident, feedback, actor, nowUtc).ToList();
        if (book.Rules.Rules.Count + rules.Count > RuleBook.RulesMax)
        {
            throw new IncidentRefusedException(
                $"There are {book.Rules.Rules.Count} rules already; delete some that are no longer needed.");
        }

        foreach (var rule in rules)
        {
            book.Rules = book.Rules.With(rule);
        }

        var next = feedback.Verdict is Verdict.No or Verdict.PlannedActivity
            ? incident with
            {
                State = feedback.Verdict == Verdict.No ? IncidentState.FalsePositive : IncidentState.Resolved,
                ClosedUtc = incident.ClosedUtc ?? nowUtc,
            }
            : incident;
        var change = Said(book, next, new(nowUtc, IncidentChange.FeedbackGiven, actor, Text(feedback)));
        return change with { HasNewRules = rules.Count > 0 };
    }

    private static BookChange Nothing => new(Outcome.Raised);

    private static IEnumerable<Rule> RulesOf(
        IncidentBook book, Incident incident, Feedback feedback, string actor, DateTimeOffset nowUtc)
    {
        var scope = Scope.Of(incident);
        var reason = feedback.Comment.Length > 0 ? feedback.Comment : $"feedback on {incident.Id}";
        if (feedback.Verdict is Verdict.No or Verdict.PlannedActivity)
        {
            var until = feedback.ExpectedUntilUtc ?? nowUtc.AddDays(ExpectedDays);
            var peak = incident.Members.Max(member => Math.Abs(member.LastActual - member.LastExpected) * 3_600 / member.StepSeconds);
            var expected = new Expectation(MoneyAtStake.Money(peak * ExpectedMargin));
            yield return new Rule($"{incident.Id}-expected", scope, null, until, reason, actor, nowUtc, expected);
        }

        if (feedback.Sensitivity != SensitivityStep.None)
        {
            var now = book.Rules.SensitivityOf(incident.Members[0].Subject, nowUtc);
            var next = feedback.Sensitivity == SensitivityStep.Up ? SensitivityScale.Raised(now) : SensitivityScale.Lowered(now);
            yield return new Rule(
                $"{incident.Id}-sensitivity", scope, null, null, reason, actor, nowUtc, new SetSensitivity(next));
        }
    }

    private static BookChange Said(IncidentBook book, Incident incident, TimelineEntry entry)
    {
        var noted = incident.Noting(entry);
        book.Put(noted);
        return new BookChange(Outcome.Raised) { Touched = [noted], Events = [new(entry, noted)] };
    }

    private static string Text(Feedback feedback)
    {
        var verdict = feedback.Verdict switch
        {
            Verdict.Yes => "YES",
            Verdict.No => "NO",
            Verdict.PlannedActivity => "PLANNED_ACTIVITY",
            _ => "",
        };
        var until = feedback.ExpectedUntilUtc is { } time
            ? " until " + time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
            : "";
        var sensitivity = feedback.Sensitivity == SensitivityStep.None ? "" : $" sensitivity {feedback.Sensitivity}".ToLowerInvariant();
        return string.Join(": ", new[] { (verdict + until + sensitivity).Trim(), feedback.Comment }.Where(part => part.Length > 0));
    }

    private static void RequireOpen(Incident incident, string what)
    {
        if (!incident.IsOpen)
        {
            throw new IncidentRefusedException($"{incident.Id} is {incident.State} and cannot be {what}; feedback is still possible.");
        }
    }
}

/// <summary>What somebody wants to do to an incident or rule is not possible; the message says why and what is.</summary>
public sealed class IncidentRefusedException(string message) : Exception(message);
