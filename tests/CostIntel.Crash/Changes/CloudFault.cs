namespace CostIntel.Crash.Changes;

/// <summary>What goes wrong when a machine of the fake cloud is changed.</summary>
internal enum CloudFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The first attempt is answered 500, and nothing is done.</summary>
    RefusesFirst,

    /// <summary>The first attempt is carried out and answered 500.</summary>
    FailsAfterDoing,

    /// <summary>The first attempt is carried out and never answered.</summary>
    HangsFirst,

    /// <summary>It is accepted, done a while later, and found out by asking.</summary>
    TakesTime,

    /// <summary>It is reported as done and is not.</summary>
    Lies,

    /// <summary>Each attempt is answered 500; when it has been undone, it is done after all, and said so.</summary>
    ComesLate,

    /// <summary>It is done, and the machine is slow from then on; the first attempt to undo it is answered 500.</summary>
    Harms,

    /// <summary>It cannot be done, and nothing is.</summary>
    Cannot,
}
