using CostIntel.Contracts.Otlp;

namespace CostIntel.Contracts.OpenTelemetry;

/// <summary>Data points that were not taken, counted by reason.</summary>
public sealed class OtlpRejections
{
    // The message lands in a line of the collector's log.
    private const int ReasonsShown = 8;

    private readonly Dictionary<string, int> _byReason = new(StringComparer.Ordinal);

    /// <summary>Data points that were not taken.</summary>
    public int Points { get; private set; }

    /// <summary>Adds data points; none when only something that was made of them is missing.</summary>
    public void Add(int points, string reason)
    {
        Points += points;
        _byReason[reason] = _byReason.GetValueOrDefault(reason) + points;
    }

    /// <summary>The answer of a partial success; null when everything was taken.</summary>
    public ExportMetricsPartialSuccess? ToMessage()
    {
        if (_byReason.Count == 0)
        {
            return null;
        }

        var reasons = _byReason.Take(ReasonsShown).Select(reason => $"{reason.Value}x {reason.Key}");
        var more = _byReason.Count > ReasonsShown ? $" And {_byReason.Count - ReasonsShown} more reasons." : "";
        return new() { RejectedDataPoints = Points, ErrorMessage = string.Join(' ', reasons) + more };
    }
}
