using CostIntel.Connectors.Generation.Cloud;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;
using CostIntel.Grains.Changes.Execution;

namespace CostIntel.Server.Execution;

/// <summary>All executors of this process. What goes wrong with one is its reply.</summary>
internal sealed partial class ChangeExecutors : IChangeExecutors, IDisposable
{
    private readonly Dictionary<string, (ExecutorOptions Options, IExecutor Executor)> _byName;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Makes them.</summary>
    /// <param name="options">Which there are.</param>
    /// <param name="own">Those that the engine brings itself; one of the settings with the same name wins.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Hears what no executor should do.</param>
    public ChangeExecutors(
        ExecutionOptions options, IEnumerable<OwnExecutor> own, TimeProvider time, ILogger<ChangeExecutors> logger)
    {
        (_time, _logger) = (time, logger);
        _byName = options.Executors.ToDictionary(one => one.Name, one => (one, Make(one, time)), StringComparer.Ordinal);
        foreach (var one in own)
        {
            _byName.TryAdd(one.Name, (new ExecutorOptions { Name = one.Name }, one.Executor));
        }
    }

    public void Dispose()
    {
        foreach (var (_, executor) in _byName.Values)
        {
            (executor as IDisposable)?.Dispose();
        }
    }

    public bool Knows(string tenant, string executor) =>
        _byName.TryGetValue(executor, out var found) && (found.Options.Tenants is [] || found.Options.Tenants.Contains(tenant));

    public async Task<CheckReply> CheckAsync(StepOrder order, CancellationToken cancellation)
    {
        var answer = await AskAsync(ExecutionVerb.Check, order, null, cancellation);
        return answer.Outcome switch
        {
            "done" when answer.Undo.Length == 0 =>
                new(CheckOutcome.Impossible, "", $"Executor '{order.Executor}' does not say how it would undo the step."),
            "done" => new(CheckOutcome.Passed, answer.Undo, answer.Text),
            "not_now" => new(CheckOutcome.NotNow, "", Said(order, answer)),
            "impossible" => new(CheckOutcome.Impossible, "", Said(order, answer)),
            _ => new(CheckOutcome.Unknown, "", Said(order, answer)),
        };
    }

    public Task<StepReply> ApplyAsync(StepOrder order, CancellationToken cancellation) =>
        StepAsync(ExecutionVerb.Apply, order, null, cancellation);

    public Task<StepReply> UndoAsync(StepOrder order, CancellationToken cancellation) =>
        StepAsync(ExecutionVerb.Undo, order, null, cancellation);

    public Task<StepReply> PollAsync(StepOrder order, ExecutionVerb polled, CancellationToken cancellation) =>
        StepAsync(ExecutionVerb.Poll, order, polled, cancellation);

    public async Task<Observation> ObserveAsync(StepOrder order, CancellationToken cancellation) =>
        (await AskAsync(ExecutionVerb.Observe, order, null, cancellation)).Observed switch
        {
            "in_effect" => Observation.InEffect,
            "not_in_effect" => Observation.NotInEffect,
            _ => Observation.Unknown,
        };

    private static IExecutor Make(ExecutorOptions options, TimeProvider time) => options.Kind switch
    {
        ExecutorKind.Webhook => new WebhookExecutor(options, time),
        ExecutorKind.Command => new CommandExecutor(options),
        ExecutorKind.Simulated => new SimulatedExecutor(
            new(
                new CloudFaultPlan { Seed = options.Seed, PerThousand = options.FaultsPerThousand, Named = options.SimulatedFaults },
                new CloudJournal(options.StateFile.Length == 0 ? null : options.StateFile)),
            time),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.Kind, "This is no kind of executor."),
    };

    private static string Said(StepOrder order, ExecutorAnswer answer) =>
        answer.Text.Length > 0 ? $"Executor '{order.Executor}': {answer.Text}" : $"Executor '{order.Executor}' does not say why.";

    private async Task<StepReply> StepAsync(
        ExecutionVerb verb, StepOrder order, ExecutionVerb? about, CancellationToken cancellation)
    {
        var answer = await AskAsync(verb, order, about, cancellation);
        var isUndo = ExecutionVerb.Undo == (about ?? verb);
        return answer.Outcome switch
        {
            "done" => new(StepOutcome.Done, Said(order, answer)),
            "accepted" => new(StepOutcome.Accepted, Said(order, answer)),
            // There is no giving up on the way back.
            "impossible" when !isUndo => new(StepOutcome.Impossible, Said(order, answer)),
            "failed" or "impossible" => new(StepOutcome.Failed, Said(order, answer)),
            _ => new(StepOutcome.Failed, $"Executor '{order.Executor}' answered with outcome '{ExecutorMessage.OneLine(answer.Outcome)}'."),
        };
    }

    private async Task<ExecutorAnswer> AskAsync(
        ExecutionVerb verb, StepOrder order, ExecutionVerb? about, CancellationToken cancellation)
    {
        if (!Knows(order.Tenant, order.Executor))
        {
            return Failed("It is not known here.");
        }

        var (options, executor) = _byName[order.Executor];
        using var limit = new CancellationTokenSource(options.TimeLimit, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await executor.AskAsync(verb, order, about, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Failed(FormattableString.Invariant($"It did not answer within {options.TimeLimit.TotalSeconds:0.###} seconds."));
        }
        catch (ExecutorFaultException fault)
        {
            return Failed(fault.Message);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            LogBroken(_logger, order.Executor, fault);
            return Failed(fault.Message);
        }
    }

    private static ExecutorAnswer Failed(string why) => new("failed", "", why, "");

    [LoggerMessage(2630, LogLevel.Error, "Executor {Executor} failed in a way that nobody thought of")]
    private static partial void LogBroken(ILogger logger, string executor, Exception fault);
}
