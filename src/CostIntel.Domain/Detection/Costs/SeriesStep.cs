namespace CostIntel.Domain.Detection.Costs;

/// <summary>How long the slots of a series are; they are numbered since the Unix epoch, UTC.</summary>
public enum SeriesStep
{
    /// <summary>An hour.</summary>
    Hour = 1,

    /// <summary>A day.</summary>
    Day,
}
