namespace CostIntel.Domain.Detection.Costs;

/// <summary>What a model says of one slot, and what it needs to learn from it.</summary>
internal struct CostJudgement
{
    /// <summary>The slot.</summary>
    public int Slot;

    /// <summary>Its bin in the week.</summary>
    public int Bin;

    /// <summary>What was expected, in the unit of the series.</summary>
    public double Expected;

    /// <summary>Measured beyond expected, on the log scale.</summary>
    public double Residual;

    /// <summary>The usual size of residuals there.</summary>
    public double Noise;

    /// <summary>The residual in units of it.</summary>
    public double Z;

    /// <summary>Means of the latest residuals over about 3, 14 and 50 slots, in units of noise.</summary>
    public double S1;

    /// <inheritdoc cref="S1"/>
    public double S2;

    /// <inheritdoc cref="S1"/>
    public double S3;

    /// <summary>How rare it is: decades of tail probability of the strongest evidence.</summary>
    public double Decades;

    /// <summary>The strongest evidence.</summary>
    public CostSignal Signal;

    /// <summary>0 to 1; one half is what is raised without a rule.</summary>
    public readonly double Score => Decades <= 0 ? 0 : Decades / (Decades + HalfScoreDecades);

    private const double HalfScoreDecades = 5.6;
}
