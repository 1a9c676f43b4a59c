using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Server.Anomalies;
using CostIntel.Server.Errors;
using Google.Protobuf;
using RecommendationId = CostIntel.Domain.Recommendations.Book.RecommendationId;

namespace CostIntel.Server.Recommendations;

/// <summary>Checks requests about recommendations.</summary>
internal static class RecommendationRequests
{
    private const int NamesMax = 100;
    private const double RiskMax = 1;

    /// <summary>How long ago something may have been applied that is only told now.</summary>
    private static readonly TimeSpan AppliedWithin = TimeSpan.FromDays(90);
    private static readonly TimeSpan MutedMax = TimeSpan.FromDays(730);

    public static string Id(string text) => RecommendationId.TryParse(text, out var id)
        ? id.ToString()
        : throw Require.Invalid($"recommendation_id is '{text}'; it must be rec- and 20 hexadecimal digits.");

    public static void Check(ListRecommendationsRequest request)
    {
        AnomalyRequests.ScopeOf(request.Filters);
        AnomalyRequests.Amount(request.MinimumSaving, "minimum_saving");
        Require.That(request.Rules.Count <= NamesMax, $"rules has {request.Rules.Count} names; at most {NamesMax}.");
        Require.That(
            request.MaximumRisk is >= 0 and <= RiskMax, $"maximum_risk is {request.MaximumRisk}; it must be 0 to {RiskMax}.");
        foreach (var state in request.States)
        {
            Require.That(
                state != RecommendationState.Unspecified && Enum.IsDefined(state), $"states has {(int)state}, which is no state.");
        }

        foreach (var action in request.Actions)
        {
            Require.That(
                action != ActionType.Unspecified && Enum.IsDefined(action), $"actions has {(int)action}, which is no action.");
        }
    }

    /// <summary>When it was applied; null for now.</summary>
    public static DateTimeOffset? AppliedAt(ReportAppliedRequest request, DateTimeOffset now)
    {
        var at = request.At?.ToDateTimeOffset();
        Require.That(at is null || (at <= now && at >= now - AppliedWithin), $"at is {at:O}; it must be in the last {AppliedWithin.TotalDays:0} days.");
        return at;
    }

    /// <summary>Until when the like of it is not wanted; null for the default.</summary>
    public static DateTimeOffset? MutedUntil(RejectRecommendationRequest request, DateTimeOffset now)
    {
        var until = request.MutedUntil?.ToDateTimeOffset();
        Require.That(
            until is null || (until > now && until <= now + MutedMax),
            $"muted_until is {until:O}; it must be in the next {MutedMax.TotalDays:0} days.");
        return until;
    }

    /// <summary>Tells requests apart whose pages do not belong together.</summary>
    public static ulong Fingerprint(ListRecommendationsRequest request)
    {
        var rest = request.Clone();
        (rest.PageToken, rest.PageSize) = ("", 0);
        return PermanentHash.Hash64(rest.ToByteArray());
    }
}
