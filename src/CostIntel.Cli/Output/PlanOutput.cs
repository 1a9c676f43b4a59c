using System.Globalization;
using System.Text.Json;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;

namespace CostIntel.Cli.Output;

/// <summary>Writes plans of changes and who has to agree.</summary>
internal static class PlanOutput
{
    public static void Write(TextWriter output, string format, PlanChangeResponse answer)
    {
        if (format == OutputFormat.Json)
        {
            IncidentOutput.WriteJson(output, answer);
            return;
        }

        WritePlan(output, answer.Plan, []);
        WriteInstructions(output, answer.Plan);
        output.WriteLine();
        output.WriteLine(answer switch
        {
            { Forbidden: true } => $"The policy forbids it: {answer.Why}",
            { Automatic: true } => $"The policy itself would approve: {answer.Why}",
            _ => $"These would be asked: {answer.Why}",
        });
        WriteLevels(output, answer.Levels);
        if (answer.Start is { } start)
        {
            output.WriteLine($"Approved now, it would begin {Time(start)} at the earliest.");
        }

        if (answer.Check is { } check)
        {
            output.WriteLine($"The check before it says now: {IncidentOutput.Name(check.Outcome)}: {check.Text}");
        }
    }

    /// <summary>A plan, and how far each step is when that is known.</summary>
    public static void WritePlan(TextWriter output, ChangePlan plan, IReadOnlyList<ChangeStepStatus> progress)
    {
        var isBegun = progress.Count > 0;
        var table = isBegun
            ? new TextTable("step", "resource", "executor", "change", "progress", "to undo it").Numeric(0)
            : new TextTable("step", "resource", "executor", "change").Numeric(0);
        for (var step = 0; step < plan.Steps.Count; step++)
        {
            var (one, number) = (plan.Steps[step], (step + 1).ToString(CultureInfo.InvariantCulture));
            string[] cells = [number, one.ResourceId, one.Executor, Told(one.Instruction)];
            table.Add(isBegun ? [.. cells, Progress(progress, step), progress[step].Undo] : cells);
        }

        table.Write(output);
        if (plan.Limits is { } limits)
        {
            WriteLimits(output, plan, limits);
        }

        output.WriteLine($"Plan hash {plan.PlanHash}");
        output.WriteLine($"State hash {plan.StateHash}");
    }

    public static void WriteLevels(TextWriter output, IEnumerable<ApprovalLevelStatus> levels)
    {
        var number = 0;
        foreach (var level in levels)
        {
            output.WriteLine($"  {(++number).ToString(CultureInfo.InvariantCulture)}. {Asked(level)}{Agreed(level)}{Turn(level)}");
        }
    }

    public static string Time(Timestamp time) =>
        time.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static void WriteInstructions(TextWriter output, ChangePlan plan)
    {
        output.WriteLine();
        for (var step = 0; step < plan.Steps.Count; step++)
        {
            output.WriteLine(FormattableString.Invariant($"Step {step + 1}, {plan.Steps[step].Executor} is told: {plan.Steps[step].Instruction}"));
        }
    }

    // What an executor is told is its own; in a table people see the part that concerns them.
    private static string Told(string instruction)
    {
        try
        {
            using var document = JsonDocument.Parse(instruction);
            string Of(string name) => document.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
            var (from, to) = (Of("from"), Of("to"));
            return to.Length == 0 ? Of("action") : $"{Of("action")} ({(from.Length == 0 ? "" : from + " ")}to {to})";
        }
        catch (JsonException)
        {
            return instruction;
        }
    }

    private static string Progress(IReadOnlyList<ChangeStepStatus> progress, int step) =>
        IncidentOutput.Name(progress[step].Progress);

    private static string Asked(ApprovalLevelStatus level)
    {
        var who = level.Groups.Select(group => $"group {group}").Concat(level.People);
        if (level.Escalated)
        {
            who = who.Concat(level.EscalateTo.Select(group => $"group {group}"));
        }

        return $"{level.Count.ToString(CultureInfo.InvariantCulture)} of {string.Join(", ", who)}";
    }

    private static string Agreed(ApprovalLevelStatus level) => level.Votes.Count == 0
        ? ""
        : "; agreed: " + string.Join(", ", level.Votes.Select(vote =>
            vote.Actor + (vote.For.Length > 0 && vote.For != vote.Actor ? $" for {vote.For}" : "")));

    private static string Turn(ApprovalLevelStatus level)
    {
        if (!level.Current)
        {
            return "";
        }

        var escalation = level switch
        {
            { Escalated: true } => "; escalated",
            { Escalate: { } at } => $"; escalates to {string.Join(", ", level.EscalateTo)} {Time(at)}",
            _ => "",
        };
        return $"; it is their turn{(level.Remind is { } remind ? $"; reminded {Time(remind)}" : "")}{escalation}";
    }

    private static void WriteLimits(TextWriter output, ChangePlan plan, ChangeLimits limits)
    {
        if (plan.CanarySteps > 0)
        {
            var steps = plan.CanarySteps == 1 ? "The first step is" : FormattableString.Invariant($"The first {plan.CanarySteps} steps are");
            output.WriteLine($"{steps} watched for {Span(limits.CanaryFor)} before the others follow.");
        }

        var attempts = limits.AttemptsMax.ToString(CultureInfo.InvariantCulture);
        output.WriteLine(
            $"An attempt may take {Span(limits.AttemptWithin)}; there are {attempts} at most. The effect is watched for "
            + $"{Span(limits.VerifyFor)}, and can be undone for {Span(limits.RetainFor)} afterwards.");
    }

    private static string Span(Duration? duration) => duration?.ToTimeSpan() switch
    {
        null => "no time",
        { } time when Whole(time, TimeSpan.TicksPerDay) is > 1 and var days => FormattableString.Invariant($"{days} days"),
        { } time when Whole(time, TimeSpan.TicksPerHour) is > 1 and var hours => FormattableString.Invariant($"{hours} hours"),
        { } time when Whole(time, TimeSpan.TicksPerMinute) is > 1 and var minutes => FormattableString.Invariant($"{minutes} minutes"),
        { } time => FormattableString.Invariant($"{time.TotalSeconds:0.###} seconds"),
    };

    private static long Whole(TimeSpan time, long unit) => time.Ticks % unit == 0 ? time.Ticks / unit : 0;
}
