using System.Text.Json;

namespace CostIntel.Domain.Workflow;

/// <summary>Where a case is, in a line of JSON for the audit log. What nothing is said of is left out.</summary>
internal static class CaseFigures
{
    /// <summary>The figures of a case; empty for one that nobody has proposed.</summary>
    /// <param name="now">The case.</param>
    /// <param name="happened">What has just happened to it; null to say nothing of that.</param>
    public static string Of(Case now, CaseEvent? happened = null)
    {
        if (now.State == WorkflowState.None && happened is null)
        {
            return "";
        }

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("state", now.State.ToString());
            json.WriteNumber("version", now.Version);
            WritePlan(json, now);
            WriteApproval(json, now.Approval);
            WriteExecution(json, now);
            WriteEvent(json, happened);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WritePlan(Utf8JsonWriter json, Case now)
    {
        Text(json, "plan_hash", now.PlanHash);
        Text(json, "state_hash", now.StateHash);
        if (now.IsHalted)
        {
            json.WriteBoolean("halted", true);
        }

        Time(json, "start", now.StartUtc);
        Time(json, "window_end", now.WindowEndUtc);
        Text(json, "superseded_by", now.SupersededBy);
    }

    private static void WriteApproval(Utf8JsonWriter json, ApprovalProgress? approval)
    {
        if (approval is null)
        {
            return;
        }

        json.WriteStartObject("approval");
        Text(json, "policy_version", approval.Requirement.PolicyVersion);
        json.WriteBoolean("automatic", approval.Requirement.IsAutomatic);
        json.WriteBoolean("given", approval.IsGiven);
        json.WriteNumber("level", approval.Level);
        json.WriteNumber("levels", approval.Requirement.Levels.Count);
        json.WriteStartArray("votes");
        foreach (var vote in approval.Votes)
        {
            json.WriteStringValue(vote.Actor == vote.Voice ? vote.Actor : $"{vote.Actor} for {vote.Voice}");
        }

        json.WriteEndArray();
        Time(json, "expires", approval.ExpiresUtc);
        json.WriteEndObject();
    }

    private static void WriteExecution(Utf8JsonWriter json, Case now)
    {
        Text(json, "lock", now.LockKey);
        if (now.Operation is { } operation)
        {
            json.WriteStartObject("operation");
            json.WriteString("kind", operation.Kind.ToString());
            json.WriteNumber("step", operation.Step);
            json.WriteString("key", operation.Key);
            json.WriteNumber("attempt", operation.Attempt);
            Time(json, "deadline", operation.DeadlineUtc);
            Time(json, "retry", operation.RetryUtc);
            json.WriteEndObject();
        }

        if (now.Steps.Count > 0)
        {
            json.WriteStartObject("steps");
            foreach (var group in now.Steps.GroupBy(step => step.Progress).OrderBy(group => group.Key))
            {
                json.WriteNumber(group.Key.ToString(), group.Count());
            }

            json.WriteEndObject();
        }

        Time(json, "watch_until", now.WatchUntilUtc);
        Time(json, "retain_until", now.RetainUntilUtc);
    }

    // What of an event is not in the case, or not as such. The way back is the executors' own and may hold secrets.
    private static void WriteEvent(Utf8JsonWriter json, CaseEvent? happened)
    {
        switch (happened)
        {
            case StepDone e:
                json.WriteNumber("step", e.Step);
                break;
            case StepNotDone e:
                json.WriteNumber("step", e.Step);
                break;
            case StepUndone e:
                json.WriteNumber("step", e.Step);
                break;
            case LateChangeSeen e:
                json.WriteNumber("step", e.Step);
                break;
            case Delegated e:
                json.WriteString("to", e.To);
                break;
            case ResourcesReleased e:
                json.WriteString("released", e.Key);
                break;
            default:
                break;
        }
    }

    private static void Text(Utf8JsonWriter json, string name, string value)
    {
        if (value.Length > 0)
        {
            json.WriteString(name, value);
        }
    }

    private static void Time(Utf8JsonWriter json, string name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            json.WriteString(name, time.UtcDateTime);
        }
    }
}
