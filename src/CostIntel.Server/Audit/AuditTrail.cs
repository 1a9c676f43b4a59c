using CostIntel.Domain.Audit;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Audit;
using Grpc.Core;

namespace CostIntel.Server.Audit;

/// <summary>Writes what is asked for before it is done, and what became of it afterwards.</summary>
internal sealed partial class AuditTrail(IGrainFactory grains, ILogger<AuditTrail> logger)
{
    /// <summary>Writes an entry; durable when it returns.</summary>
    /// <returns>Its sequence.</returns>
    public Task<long> AppendAsync(TenantId tenant, AuditNote note) =>
        grains.GetGrain<IAuditGrain>(tenant.ToString()).AppendAsync(note.ToMessage());

    /// <summary>Writes what became of what was asked for. A failure is logged: what was done cannot be taken back.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="asked">The entry that asked for it.</param>
    /// <param name="sequence">Its sequence.</param>
    /// <param name="failure">Why it was not done; null when it was.</param>
    /// <param name="after">What is there now.</param>
    public async Task AnswerAsync(TenantId tenant, AuditNote asked, long sequence, Exception? failure, string after)
    {
        var answer = asked with
        {
            Outcome = OutcomeOf(failure),
            Reason = failure is null ? asked.Reason : ReasonOf(failure),
            Answers = sequence,
            Before = "",
            After = after,
        };
        try
        {
            await AppendAsync(tenant, answer);
        }
        catch (Exception fault)
        {
            LogUnanswered(logger, asked.Action, sequence, answer.Outcome, fault);
        }
    }

    private static AuditOutcome OutcomeOf(Exception? failure) => failure switch
    {
        null => AuditOutcome.Done,
        RpcException
        {
            StatusCode: StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.AlreadyExists
                or StatusCode.FailedPrecondition or StatusCode.PermissionDenied or StatusCode.OutOfRange
                or StatusCode.ResourceExhausted,
        } => AuditOutcome.Refused,
        _ => AuditOutcome.Failed,
    };

    // What an unknown fault says may hold what is nobody's business; the engine's own log has it.
    private static string ReasonOf(Exception failure) => failure switch
    {
        RpcException refusal => $"{refusal.StatusCode}: {refusal.Status.Detail}",
        OperationCanceledException => "The call was cancelled.",
        _ => $"It broke off: {failure.GetType().Name}.",
    };

    [LoggerMessage(
        2502, LogLevel.Error, "What became of {Action}, which entry {Sequence} of the audit log asked for, could not be kept: {Outcome}")]
    private static partial void LogUnanswered(
        ILogger logger, string action, long sequence, AuditOutcome outcome, Exception fault);
}
