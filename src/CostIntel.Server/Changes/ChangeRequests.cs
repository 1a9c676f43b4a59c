using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;
using CostIntel.Server.Anomalies;
using CostIntel.Server.Errors;
using CostIntel.Server.Recommendations;
using Flow = CostIntel.Domain.Workflow;
using RecommendationId = CostIntel.Domain.Recommendations.Book.RecommendationId;
using StepOutcome = CostIntel.Contracts.V1.StepOutcome;

namespace CostIntel.Server.Changes;

/// <summary>Checks requests about changes.</summary>
internal static class ChangeRequests
{
    private const int KeyLengthMax = 200;
    private const int NameLengthMax = 256;
    private const int HashLength = 64;

    /// <summary>Which recommendations are wanted.</summary>
    public static string[] Ids(IReadOnlyCollection<string> ids)
    {
        Require.That(
            ids.Count is > 0 and <= ChangePlanner.MembersMax,
            $"recommendation_ids has {ids.Count} names; it must have 1 to {ChangePlanner.MembersMax}.");
        var known = ids.Select(RecommendationRequests.Id).ToArray();
        var twice = known.GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1)?.Key;
        Require.That(twice is null, $"recommendation_ids has '{twice}' twice.");
        return known;
    }

    /// <summary>Of a recommendation or a change.</summary>
    public static string ChangeId(string text)
    {
        Require.That(
            RecommendationId.TryParse(text, out _) || Flow.ChangeId.IsOfSeveral(text),
            $"change_id is '{text}'; it must be rec- or chg- and 20 hexadecimal digits.");
        return text;
    }

    /// <summary>Names a request; may be empty.</summary>
    public static string RequestId(string text)
    {
        Require.That(
            text.Length <= CaseCommand.RequestIdLengthMax,
            $"request_id has {text.Length} characters; it may have {CaseCommand.RequestIdLengthMax}.");
        return text;
    }

    /// <summary>What somebody has to say.</summary>
    public static string Said(string comment)
    {
        Require.That(!string.IsNullOrWhiteSpace(comment), "comment is empty; say why.");
        return AnomalyRequests.Comment(comment);
    }

    /// <summary>Somebody's name.</summary>
    public static string Name(string name, string field)
    {
        Require.That(name.Length is > 0 and <= NameLengthMax, $"{field} has {name.Length} characters; it must have 1 to {NameLengthMax}.");
        return name;
    }

    /// <summary>A hash that somebody has seen.</summary>
    public static string Hash(string hash, string field)
    {
        Require.That(
            hash.Length == HashLength && hash.All(char.IsAsciiHexDigitLower),
            $"{field} is '{hash}'; it must be {HashLength} hexadecimal digits, as Plan or GetChange tell it.");
        return hash;
    }

    /// <summary>The key of an operation of a change.</summary>
    public static string Key(string key, string changeId)
    {
        Require.That(
            key.Length <= KeyLengthMax && key.StartsWith(changeId + "/", StringComparison.Ordinal),
            $"key is '{key}'; it must be one of change '{changeId}'.");
        return key;
    }

    /// <summary>How an operation has ended.</summary>
    public static Flow.StepOutcome Outcome(StepOutcome outcome) => outcome switch
    {
        StepOutcome.Done => Flow.StepOutcome.Done,
        StepOutcome.Failed => Flow.StepOutcome.Failed,
        StepOutcome.Impossible => Flow.StepOutcome.Impossible,
        _ => throw Require.Invalid($"outcome is {(int)outcome}; it must be DONE, FAILED or IMPOSSIBLE."),
    };
}
