namespace CostIntel.Connectors.Focus;

/// <summary>Oddities that were put up with, each told once; after a hundred the rest is only counted.</summary>
internal sealed class WarningLog
{
    private const int KeptMax = 100;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _kept = [];
    private long _more;

    /// <summary>The warnings in the order they came up.</summary>
    public IReadOnlyList<string> Texts => _more == 0 ? [.. _kept] : [.. _kept, $"{_more} more warnings."];

    /// <summary>Takes note of an oddity.</summary>
    public void Add(string warning)
    {
        if (_kept.Count == KeptMax)
        {
            _more += _seen.Contains(warning) ? 0 : 1;
        }
        else if (_seen.Add(warning))
        {
            _kept.Add(warning);
        }
    }
}
