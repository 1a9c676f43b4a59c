namespace CostIntel.Domain.Workflow.Execution;

/// <summary>What is asked of the cost of a change before it counts as verified.</summary>
public enum CostCheck
{
    /// <summary>Nothing.</summary>
    Off = 0,

    /// <summary>That it is as promised, where it is known in time: a whole day after the change has to be charged.</summary>
    WhenKnown,

    /// <summary>That it is known and as promised; a change whose cost is not known in time is undone.</summary>
    Required,
}
