namespace CostIntel.Cli.Backtest;

/// <summary>How alerts and known anomalies meet.</summary>
/// <param name="Windows">Known anomalies within the series.</param>
/// <param name="Found">Of those, how many had an alert inside.</param>
/// <param name="False">Alerts outside all of them.</param>
/// <param name="DelaySeconds">From the start of a found one to its first alert, the median; 0 when none was found.</param>
internal sealed record LabelReport(int Windows, int Found, int False, long DelaySeconds)
{
    public double Precision => Found + False == 0 ? 0 : (double)Found / (Found + False);

    public double Recall => Windows == 0 ? 0 : (double)Found / Windows;

    public static LabelReport Of(
        IReadOnlyList<(long Start, long End)> windows, IReadOnlyList<long> alerts, long first, long last)
    {
        var within = windows.Where(window => window.End >= first && window.Start <= last).ToList();
        var delays = within
            .Select(window => alerts.Where(alert => alert >= window.Start && alert <= window.End).Select(alert => alert - window.Start))
            .Where(hits => hits.Any())
            .Select(hits => hits.Min())
            .Order()
            .ToList();
        return new(
            within.Count,
            delays.Count,
            alerts.Count(alert => !within.Exists(window => alert >= window.Start && alert <= window.End)),
            delays.Count == 0 ? 0 : delays[delays.Count / 2]);
    }
}
