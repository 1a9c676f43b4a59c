namespace CostIntel.Connectors;

/// <summary>How to take a statement.</summary>
public enum StatementFormat
{
    /// <summary>Find out from the header; refuse what is not supported, saying what it looks like.</summary>
    Auto = 0,

    /// <summary>Take it as FOCUS, whatever the header looks like.</summary>
    Focus = 1,
}
