namespace CostIntel.Domain.Incidents;

/// <summary>What a finding says of its series.</summary>
public enum Progress
{
    /// <summary>An anomaly shows, on data that may still change.</summary>
    Raised = 1,

    /// <summary>It goes on in a further bucket.</summary>
    Continued,

    /// <summary>The series is back to normal, or what it does now has become normal.</summary>
    Ended,

    /// <summary>The data have settled, and the anomaly stands.</summary>
    Confirmed,

    /// <summary>The data have settled, and there was no anomaly.</summary>
    Retracted,
}

/// <summary>What a detector says of one bucket of one series.</summary>
/// <param name="Subject">The series.</param>
/// <param name="Progress">What is said.</param>
/// <param name="StartSeconds">Start of the bucket, Unix seconds UTC.</param>
/// <param name="StepSeconds">Length of the bucket.</param>
/// <param name="Actual">What was measured. Costs are near their exact value: sums are to be had from the ledger.</param>
/// <param name="Expected">What was expected.</param>
/// <param name="Score">How surprising it is, 0 to 1.</param>
/// <param name="Signal">What the surprise rests on.</param>
/// <param name="Split">For a cost: how price and quantity took part; null when the quantity is not known.</param>
public sealed record Finding(
    Subject Subject,
    Progress Progress,
    long StartSeconds,
    int StepSeconds,
    double Actual,
    double Expected,
    double Score,
    Signal Signal,
    PriceQuantitySplit? Split = null)
{
    /// <summary>End of the bucket, Unix seconds UTC, exclusive.</summary>
    public long EndSeconds => StartSeconds + StepSeconds;

    /// <summary>What was measured beyond what was expected; negative for a drop.</summary>
    public double Excess => Actual - Expected;

    /// <summary>True for more than was expected.</summary>
    public bool IsRise => Actual >= Expected;

    /// <summary>Equal for the same statement about the same bucket, which counts once.</summary>
    public (string Subject, long Start, Progress Progress) Identity => (Subject.Key, StartSeconds, Progress);
}
