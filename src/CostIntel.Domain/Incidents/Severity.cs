namespace CostIntel.Domain.Incidents;

/// <summary>How much is at stake.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info = 1,

    /// <summary>Worth looking at today.</summary>
    Warning,

    /// <summary>Worth interrupting somebody.</summary>
    Critical,
}

/// <summary>From which amount of money at stake on an incident is what; in units of its own currency.</summary>
/// <param name="WarningFrom">Projected to the end of the month.</param>
/// <param name="CriticalFrom">Projected to the end of the month.</param>
public readonly record struct SeverityScale(decimal WarningFrom, decimal CriticalFrom)
{
    /// <summary>100 and 1,000.</summary>
    public static SeverityScale Default { get; } = new(100, 1_000);

    /// <summary>The severity of an amount; a drop in spend interrupts nobody.</summary>
    public Severity Of(decimal atStake)
    {
        if (Math.Abs(atStake) < WarningFrom)
        {
            return Severity.Info;
        }

        return atStake >= CriticalFrom ? Severity.Critical : Severity.Warning;
    }
}
