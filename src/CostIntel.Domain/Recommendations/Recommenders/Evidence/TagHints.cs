using System.Buffers;
using CostIntel.Domain.Charges;

namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>What people have written into tags that metrics cannot show.</summary>
internal static class TagHints
{
    private const string Yes = "true";

    private static readonly SearchValues<string> Standby = Words(
        "standby", "stand-by", "failover", "disaster", "passive", "warm-spare", "cold-spare");

    private static readonly SearchValues<string> KeepKeys = Words(
        "legal", "compliance", "retain", "retention", "keep", "do-not-delete", "donotdelete", "archive-until");

    private static readonly SearchValues<string> PlaceKeys = Words("residency", "sovereign", "data-location");

    private static readonly SearchValues<string> Interruptible = Words(
        "interruptible", "preemptible", "spot-ok", "stateless", "fault-tolerant");

    private static readonly SearchValues<string> BatchValues = Words("batch", "ci-runner", "ci", "runner", "render", "worker");

    /// <summary>It waits for another to fail: idle is what it is meant to be.</summary>
    public static bool IsStandby(ChargeSeries series) => Any(series, static (key, value) =>
        (Has(key, Standby) && !IsNo(value)) || Has(value, Standby) || Is(value, "dr"));

    /// <summary>Somebody has to keep it.</summary>
    public static bool IsKept(ChargeSeries series) => Any(series, static (key, value) => Has(key, KeepKeys) && !IsNo(value));

    /// <summary>It has to stay where it is.</summary>
    public static bool IsBound(ChargeSeries series) => Any(series, static (key, value) => Has(key, PlaceKeys) && !IsNo(value));

    /// <summary>It may be taken away at any time: said so, or one of a group that replaces its members.</summary>
    public static bool IsInterruptible(ChargeSeries series) => Any(series, static (key, value) =>
        (Has(key, Interruptible) && Is(value, Yes)) || Has(value, Interruptible) || IsBatch(key, value)
        || key.StartsWith("aws:autoscaling", StringComparison.OrdinalIgnoreCase)
        || key.Contains("nodegroup", StringComparison.OrdinalIgnoreCase));

    /// <summary>It works off what it is given: full is what it is meant to be.</summary>
    public static bool IsBatch(ChargeSeries series) => Any(series, IsBatch);

    /// <summary>It keeps state that goes with it.</summary>
    public static bool IsStateful(ChargeSeries series) =>
        Any(series, static (key, value) => (Is(key, "stateful") && Is(value, Yes)) || Is(value, "stateful"));

    /// <summary>It runs what was made for one architecture.</summary>
    public static bool IsTiedToArchitecture(ChargeSeries series) =>
        series.ChargeDescription.Contains("windows", StringComparison.OrdinalIgnoreCase)
        || series.SkuMeter.Contains("windows", StringComparison.OrdinalIgnoreCase)
        || Any(series.Attributes, static (_, value) => value.Contains("windows", StringComparison.OrdinalIgnoreCase))
        || Any(series, static (key, value) =>
            value.Contains("windows", StringComparison.OrdinalIgnoreCase)
            || (key.Contains("arch", StringComparison.OrdinalIgnoreCase) && value.Contains("86", StringComparison.Ordinal)));

    private static bool IsBatch(string key, string value) =>
        (Is(key, "workload") || Is(key, "role") || Is(key, "type")) && Has(value, BatchValues);

    private static bool Any(ChargeSeries series, Func<string, string, bool> holds) => Any(series.Tags, holds);

    private static bool Any(IReadOnlyList<KeyValuePair<string, string>> pairs, Func<string, string, bool> holds)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            if (holds(pairs[i].Key, pairs[i].Value))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(ReadOnlySpan<char> text, SearchValues<string> words) => text.ContainsAny(words);

    private static bool Is(string text, string word) => string.Equals(text, word, StringComparison.OrdinalIgnoreCase);

    private static bool IsNo(string value) => value.Length == 0 || Is(value, "false") || Is(value, "no") || Is(value, "none");

    private static SearchValues<string> Words(params string[] words) =>
        SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);
}
