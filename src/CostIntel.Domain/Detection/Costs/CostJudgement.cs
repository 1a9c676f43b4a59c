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

    /// <summary>What of the residual is news.</summary>
    public double Beyond;

    /// <summary>The usual size of residuals there.</summary>
    public double Noise;

    /// <summary>What is news in units of it.</summary>
    public double Z;

    /// <summary>How far the slot is above the level of the last weeks, on the log scale.</summary>
    public double Rise;

    /// <summary>The cumulative sums with the slot: of bursts, of leaks, of surges.</summary>
    public double Burst;

    /// <inheritdoc cref="Burst"/>
    public double Leak;

    /// <inheritdoc cref="Burst"/>
    public double Surge;

    /// <summary>True when the series is back at a level it had lately.</summary>
    public bool IsRecovery;

    /// <summary>True for a charge that comes every month.</summary>
    public bool IsMonthly;

    /// <summary>How many decades are raised without a rule.</summary>
    public double Enough;

    /// <summary>How rare it is: decades of tail probability of the strongest evidence.</summary>
    public double Decades;

    /// <summary>The strongest evidence.</summary>
    public CostSignal Signal;

    /// <summary>0 to 1; one half is what is raised without a rule.</summary>
    public readonly double Score => Decades <= 0 ? 0 : Decades / (Decades + Enough);

    /// <summary>True when it is raised without a rule.</summary>
    public readonly bool IsFound => Decades >= Enough;

    /// <summary>Weighs one more evidence.</summary>
    public void Weigh(double decades, CostSignal signal)
    {
        if (decades > Decades)
        {
            (Decades, Signal) = (decades, signal);
        }
    }
}
