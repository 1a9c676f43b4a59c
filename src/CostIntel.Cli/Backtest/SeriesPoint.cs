namespace CostIntel.Cli.Backtest;

/// <summary>A row of a series file; its texts are kept as they are.</summary>
internal readonly record struct SeriesPoint(long Line, string TimeText, string ValueText, long UnixSeconds, double Value);
