namespace CostIntel.Cli;

/// <summary>What the program tells its caller.</summary>
internal static class ExitCodes
{
    public const int Done = 0;

    /// <summary>Some rows were refused, or a file could not be read to its end.</summary>
    public const int PartlyRejected = 1;

    /// <summary>The command was wrong, a file cannot be used, or the engine cannot be reached.</summary>
    public const int Failed = 2;

    /// <summary>A change was checked, and a person should look at it.</summary>
    public const int Flagged = 3;

    /// <summary>A change was checked, and an objective would be broken.</summary>
    public const int Blocked = 4;

    public const int Cancelled = 130;
}
