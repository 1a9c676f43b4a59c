using System.Text.Json;
using CostIntel.Connectors.Generation.Cloud;
using CostIntel.Grains.Changes.Execution;

namespace CostIntel.Server.Execution;

/// <summary>Changes a simulated cloud: for the demo, for trying policies out, and for tests.</summary>
internal sealed class SimulatedExecutor(SimulatedCloud cloud, TimeProvider time) : IExecutor
{
    private const string AtFirst = "as-at-first";

    public async Task<ExecutorAnswer> AskAsync(
        ExecutionVerb verb, StepOrder order, ExecutionVerb? about, CancellationToken cancellation)
    {
        var wanted = OrderOf(order);
        switch (verb)
        {
            case ExecutionVerb.Check:
                return new("done", cloud.StateOf(wanted.Resource) is { Length: > 0 } state ? state : AtFirst, "It can be done.", "");
            case ExecutionVerb.Observe:
                return new("done", "", "", cloud.StateOf(wanted.Resource) == wanted.Wanted ? "in_effect" : "not_in_effect");
            default:
                var answer = verb switch
                {
                    ExecutionVerb.Apply => cloud.Apply(wanted),
                    ExecutionVerb.Undo => cloud.Undo(wanted, Before(order)),
                    _ => cloud.Poll(wanted),
                };
                if (answer.Outcome == CloudOutcome.Silent)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellation);
                }

                return new(Enum.GetName(answer.Outcome)!.ToLowerInvariant(), "", answer.Text, "");
        }
    }

    // An empty text would say that there is no way back.
    private static string Before(StepOrder order) => order.Undo == AtFirst ? "" : order.Undo;

    private static CloudOrder OrderOf(StepOrder order)
    {
        using var json = JsonDocument.Parse(order.Instruction);
        string Of(string field) => json.RootElement.TryGetProperty(field, out var value) ? value.GetString() ?? "" : "";
        return new(
            order.ChangeId, order.Step, order.Key, order.Attempt, Of("resource_id"), $"{Of("action")} {Of("to")} {Of("runs")}".TrimEnd());
    }
}
