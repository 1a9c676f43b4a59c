namespace CostIntel.Domain.Incidents;

/// <summary>One series of an incident and what it has come to.</summary>
/// <param name="Subject">The series.</param>
/// <param name="Signal">The strongest evidence.</param>
/// <param name="Score">Its score, 0 to 1.</param>
/// <param name="FirstSeconds">Start of the first anomalous bucket, Unix seconds UTC.</param>
/// <param name="LastSeconds">Start of the newest anomalous bucket.</param>
/// <param name="StepSeconds">Length of a bucket.</param>
/// <param name="Actual">Sum over the anomalous buckets.</param>
/// <param name="Expected">Sum of what was expected of them.</param>
/// <param name="LastActual">The newest bucket.</param>
/// <param name="LastExpected">What was expected of it.</param>
/// <param name="Split">Price and quantity in the newest bucket; null when the quantity is not known.</param>
/// <param name="Standing">What is known of it by now.</param>
public sealed record IncidentMember(
    Subject Subject,
    Signal Signal,
    double Score,
    long FirstSeconds,
    long LastSeconds,
    int StepSeconds,
    double Actual,
    double Expected,
    double LastActual,
    double LastExpected,
    PriceQuantitySplit? Split,
    Standing Standing)
{
    /// <summary>Measured beyond what was expected.</summary>
    public double Excess => Actual - Expected;

    /// <summary>The end of the newest anomalous bucket, Unix seconds UTC.</summary>
    public long EndSeconds => LastSeconds + StepSeconds;

    /// <summary>True while its series is anomalous.</summary>
    public bool IsActive => Standing is Standing.Provisional or Standing.Confirmed;

    /// <summary>Excess per hour in the newest bucket; 0 when it is over.</summary>
    public double ExcessPerHour =>
        IsActive ? (LastActual - LastExpected) * 3_600 / StepSeconds : 0;

    /// <summary>The member that a first finding makes.</summary>
    public static IncidentMember Of(Finding finding) => new(
        finding.Subject,
        finding.Signal,
        finding.Score,
        finding.StartSeconds,
        finding.StartSeconds,
        finding.StepSeconds,
        finding.Actual,
        finding.Expected,
        finding.Actual,
        finding.Expected,
        finding.Split,
        Standing.Provisional);

    /// <summary>What a further finding of the series makes of it.</summary>
    public IncidentMember With(Finding finding) => finding.Progress switch
    {
        Progress.Ended => this with { Standing = Standing.Over },
        Progress.Retracted => this with { Standing = Standing.Retracted },
        Progress.Confirmed => Standing == Standing.Provisional ? this with { Standing = Standing.Confirmed } : this,
        _ => Measured(finding),
    };

    private IncidentMember Measured(Finding finding)
    {
        var isStronger = finding.Score > Score;
        var revived = this with
        {
            Standing = IsActive ? Standing : Standing.Provisional,
            Score = Math.Max(Score, finding.Score),
            Signal = isStronger ? finding.Signal : Signal,
        };
        if (finding.StartSeconds < LastSeconds)
        {
            return revived;
        }

        // The newest bucket may be told again, as it grows: it counts once, as last told.
        var isAgain = finding.StartSeconds == LastSeconds;
        return revived with
        {
            LastSeconds = finding.StartSeconds,
            StepSeconds = finding.StepSeconds,
            Actual = Actual + finding.Actual - (isAgain ? LastActual : 0),
            Expected = Expected + finding.Expected - (isAgain ? LastExpected : 0),
            LastActual = finding.Actual,
            LastExpected = finding.Expected,
            Split = finding.Split ?? Split,
        };
    }
}

/// <summary>What is known of an anomalous series by now.</summary>
public enum Standing
{
    /// <summary>Its data may still change.</summary>
    Provisional = 1,

    /// <summary>Its data have settled, and the anomaly stands.</summary>
    Confirmed,

    /// <summary>Its data have settled, and there was no anomaly.</summary>
    Retracted,

    /// <summary>It is back to normal, or what it does has become normal.</summary>
    Over,
}
