namespace CostIntel.Domain.Incidents;

/// <summary>What kind of thing happened to an incident.</summary>
public enum IncidentChange
{
    /// <summary>It was opened.</summary>
    Opened = 1,

    /// <summary>More is at stake, or more series take part.</summary>
    Grew,

    /// <summary>Its data have settled, and it stands.</summary>
    Confirmed,

    /// <summary>Its data have settled, and there was no anomaly.</summary>
    Retracted,

    /// <summary>Somebody looks after it.</summary>
    Acknowledged,

    /// <summary>It is over.</summary>
    Resolved,

    /// <summary>Somebody said what it was.</summary>
    FeedbackGiven,

    /// <summary>It became known what it is due to.</summary>
    Explained,

    /// <summary>Something that was announced happened where it is: a deployment, an executed change.</summary>
    Annotated,
}

/// <summary>Something that happened to an incident.</summary>
/// <param name="AtUtc">When, UTC.</param>
/// <param name="Change">What kind of thing.</param>
/// <param name="Actor">Who did it; empty for the engine.</param>
/// <param name="Text">One sentence.</param>
public sealed record TimelineEntry(DateTimeOffset AtUtc, IncidentChange Change, string Actor, string Text);
