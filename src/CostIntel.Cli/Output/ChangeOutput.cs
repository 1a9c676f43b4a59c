using System.Globalization;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Output;

/// <summary>Writes changes.</summary>
internal static class ChangeOutput
{
    /// <summary>Where a change is, in a line, and whom it waits for.</summary>
    public static void WriteState(TextWriter output, string format, ChangeStatus change)
    {
        if (format == OutputFormat.Json)
        {
            IncidentOutput.WriteJson(output, change);
            return;
        }

        output.WriteLine(Headline(change));
        if (change is { State: RecommendationState.PendingApproval, Approval: { } approval })
        {
            PlanOutput.WriteLevels(output, approval.Levels);
        }
    }

    public static void WriteOne(TextWriter output, string format, ChangeStatus change)
    {
        if (format == OutputFormat.Json)
        {
            IncidentOutput.WriteJson(output, change);
            return;
        }

        output.WriteLine(Headline(change));
        if (change.RecommendationIds.Count > 1)
        {
            output.WriteLine($"Carries out {string.Join(", ", change.RecommendationIds)}.");
        }

        WriteTimes(output, change);
        if (change.Plan is { } plan)
        {
            output.WriteLine();
            PlanOutput.WritePlan(output, plan, change.Steps);
        }

        WriteApproval(output, change);
        if (change.Allowed.Count > 0)
        {
            output.WriteLine($"It hears {string.Join(", ", change.Allowed)}.");
        }

        WriteHistory(output, change);
    }

    public static void WriteExplanation(TextWriter output, string format, ExplainResponse answer)
    {
        if (format == OutputFormat.Json)
        {
            IncidentOutput.WriteJson(output, answer);
            return;
        }

        output.WriteLine($"{answer.ChangeId} is {IncidentOutput.Name(answer.State)}{Behind(answer.Summary)}");
        if (answer.Reasons.Count > 0)
        {
            var table = new TextTable("waits for", "on", "until", "why");
            foreach (var reason in answer.Reasons)
            {
                table.Add(
                    reason.Kind,
                    string.Join(", ", reason.On),
                    reason.Until is { } until ? PlanOutput.Time(until) : "",
                    reason.Text);
            }

            table.Write(output);
        }

        // What has begun or ended waits no more.
        if (answer.CostPerHour is not ("" or "0"))
        {
            output.WriteLine(
                $"Waiting costs {Amount(answer.CostPerHour)} {answer.CurrencyCode} an hour, and has cost "
                + $"{Amount(answer.CostSoFar)} {answer.CurrencyCode} so far.");
        }
    }

    private static string Headline(ChangeStatus change) =>
        $"{change.ChangeId} is {IncidentOutput.Name(change.State)}{(change.Halted ? ", kept from beginning" : "")}{Behind(change.Reason)}";

    private static string Behind(string text) => text.Length > 0 ? $": {text}" : "";

    private static void WriteTimes(TextWriter output, ChangeStatus change)
    {
        if (change.Start is { } start)
        {
            var end = change.WindowEnd is { } by ? $", by {PlanOutput.Time(by)} at the latest" : "";
            output.WriteLine($"Begins {PlanOutput.Time(start)}{end}.");
        }

        if (change.Operation is { } operation)
        {
            output.WriteLine(Waiting(operation));
        }

        if (change.WatchUntil is { } watch)
        {
            output.WriteLine($"Its effect is watched until {PlanOutput.Time(watch)}.");
        }

        if (change.RetainUntil is { } retain)
        {
            output.WriteLine($"It can be undone until {PlanOutput.Time(retain)}.");
        }
    }

    private static string Waiting(ChangeOperation operation)
    {
        var ends = operation.Retry is { } retry
            ? $"the next follows {PlanOutput.Time(retry)}"
            : operation.Deadline is { } deadline ? $"given up {PlanOutput.Time(deadline)}" : "under way";
        return FormattableString.Invariant(
            $"Waits for {operation.Kind} of step {operation.Step + 1}, attempt {operation.Attempt}, {ends}; key {operation.Key}");
    }

    private static void WriteApproval(TextWriter output, ChangeStatus change)
    {
        if (change.Approval is not { } approval)
        {
            return;
        }

        output.WriteLine();
        var expires = approval.Expires is { } until
            ? approval.Given ? $", to begin before {PlanOutput.Time(until)}" : $", to be decided before {PlanOutput.Time(until)}"
            : "";
        output.WriteLine(
            $"{(approval.Given ? "Approved" : "Asked")}{(approval.Automatic ? " by the policy itself" : "")}{expires}: {approval.Why}");
        PlanOutput.WriteLevels(output, approval.Levels);
        if (change.Authors.Count > 0)
        {
            output.WriteLine($"Cannot approve it, for it is theirs: {string.Join(", ", change.Authors)}.");
        }
    }

    private static void WriteHistory(TextWriter output, ChangeStatus change)
    {
        output.WriteLine();
        foreach (var entry in change.History)
        {
            output.WriteLine(
                $"{PlanOutput.Time(entry.At)}  {entry.Event}{(entry.Actor.Length > 0 ? $" by {entry.Actor}" : "")}{Behind(entry.Text)}");
        }
    }

    private static string Amount(string text) =>
        decimal.Parse(text, CultureInfo.InvariantCulture).ToString("0.00##", CultureInfo.InvariantCulture);
}
