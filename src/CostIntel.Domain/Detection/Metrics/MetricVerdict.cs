namespace CostIntel.Domain.Detection.Metrics;

/// <summary>What became of a point.</summary>
public enum MetricPoint
{
    /// <summary>It was judged.</summary>
    Judged = 1,

    /// <summary>It was judged by a detector that has seen little yet.</summary>
    Learning,

    /// <summary>It was judged, after a gap.</summary>
    AfterGap,

    /// <summary>It came after a later one, and was ignored.</summary>
    OutOfOrder,

    /// <summary>A point of the same time had come before, and it was ignored.</summary>
    Duplicate,

    /// <summary>It is NaN or infinite, and was ignored.</summary>
    NotANumber,
}

/// <summary>What a detector says of a point.</summary>
/// <param name="Score">How surprising it is, 0 to 1; one half and more is an alert.</param>
/// <param name="IsAlert">True when it is worth telling; much of what follows an alert is held back.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Deviation">How far it is from that, in units of the usual distance; negative below.</param>
/// <param name="Point">What became of the point.</param>
public readonly record struct MetricVerdict(double Score, bool IsAlert, double Expected, double Deviation, MetricPoint Point);
