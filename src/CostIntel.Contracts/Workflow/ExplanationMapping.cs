using CostIntel.Domain.Money;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Waiting;
using Google.Protobuf.WellKnownTypes;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Workflow;

/// <summary>Why a change waits, as a message.</summary>
public static class ExplanationMapping
{
    private const int CostDigits = 6;

    /// <summary>The message.</summary>
    /// <param name="report">Why it waits.</param>
    /// <param name="now">Where it is.</param>
    public static Proto.ExplainResponse ToMessage(this WaitReport report, Case now)
    {
        var message = new Proto.ExplainResponse
        {
            ChangeId = now.Id,
            State = (Proto.RecommendationState)now.State,
            CurrencyCode = report.Currency,
            CostPerHour = ExactDecimal.Format(Math.Round(report.CostPerHour, CostDigits)),
            CostSoFar = ExactDecimal.Format(Math.Round(report.CostSoFar, CostDigits)),
            Summary = report.Summary,
        };
        message.Reasons.AddRange(report.Reasons.Select(ToMessage));
        return message;
    }

    private static Proto.WaitReason ToMessage(WaitReason reason)
    {
        var message = new Proto.WaitReason { Kind = NameOf(reason.Kind), Text = reason.Text, Until = reason.UntilUtc?.ToTimestamp() };
        message.On.AddRange(reason.On);
        return message;
    }

    private static string NameOf(WaitKind kind) => kind switch
    {
        WaitKind.ByHand => "by-hand",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
