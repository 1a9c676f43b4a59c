using System.Collections.Concurrent;

namespace CostIntel.Domain.Ledger;

/// <summary>
/// One instance for each text that many resources share (services, regions, categories, units, tag values), so that
/// a hundred thousand ledgers do not hold a hundred thousand copies.
/// </summary>
internal static class StringPool
{
    // Values beyond these bounds are seldom shared; keeping them would only leak.
    private const int LengthMax = 64;
    private const int CountMax = 100_000;

    private static readonly ConcurrentDictionary<string, string> Pool = new(StringComparer.Ordinal);

    private static int _count;

    public static string Shared(string text)
    {
        if (text.Length is 0 or > LengthMax)
        {
            return text.Length == 0 ? "" : text;
        }

        if (Pool.TryGetValue(text, out var shared))
        {
            return shared;
        }

        if (Volatile.Read(ref _count) >= CountMax)
        {
            return text;
        }

        if (Pool.TryAdd(text, text))
        {
            Interlocked.Increment(ref _count);
            return text;
        }

        return Pool[text];
    }
}
