namespace CostIntel.Domain.Queries;

/// <summary>Keeps charges whose dimension has one of the values, or with <see cref="Exclude"/> none of them.</summary>
/// <param name="Dimension">What is looked at.</param>
/// <param name="Values">Exact values; empty text stands for null.</param>
/// <param name="Exclude">Keeps what does not match instead.</param>
public sealed record CostFilter(Dimension Dimension, IReadOnlySet<string> Values, bool Exclude)
{
    /// <summary>True when a charge with this value is kept.</summary>
    public bool Keeps(string value) => Values.Contains(value) != Exclude;
}
