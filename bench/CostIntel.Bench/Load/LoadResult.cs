namespace CostIntel.Bench.Load;

/// <summary>What was acknowledged.</summary>
public sealed record LoadResult(long Records, double Seconds, double RecordsPerSecond);
