namespace CostIntel.Connectors.Generation;

/// <summary>How the use of a resource goes up and down over a week.</summary>
internal enum LoadShape
{
    /// <summary>Always the same: what is paid by the hour whether used or not.</summary>
    Constant,

    /// <summary>Follows office hours; little at night and at weekends.</summary>
    Office,

    /// <summary>Follows the evening peak of consumers, every day.</summary>
    Consumer,

    /// <summary>Runs at night.</summary>
    NightBatch,
}

/// <summary>Load in per mille of the peak, by hour of the day (UTC).</summary>
internal static class LoadShapes
{
    private static ReadOnlySpan<short> Office =>
    [
        180, 160, 150, 150, 160, 220, 380, 620, 850, 960, 1000, 980,
        900, 940, 990, 970, 880, 720, 520, 400, 330, 280, 230, 200,
    ];

    private static ReadOnlySpan<short> Consumer =>
    [
        420, 330, 270, 240, 230, 260, 340, 450, 520, 560, 600, 640,
        680, 670, 650, 660, 710, 790, 880, 960, 1000, 940, 760, 560,
    ];

    private static ReadOnlySpan<short> NightBatch =>
    [
        900, 1000, 980, 940, 700, 300, 90, 40, 30, 30, 30, 30,
        30, 30, 30, 30, 40, 40, 50, 60, 80, 150, 350, 650,
    ];

    /// <summary>The load in an hour, from 0 to 1,000.</summary>
    public static int PerMille(LoadShape shape, DateTimeOffset hour)
    {
        var isWeekend = hour.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        return shape switch
        {
            LoadShape.Office => isWeekend ? Office[hour.Hour] / 4 : Office[hour.Hour],
            LoadShape.Consumer => isWeekend ? Math.Min(1000, Consumer[hour.Hour] * 11 / 10) : Consumer[hour.Hour],
            LoadShape.NightBatch => NightBatch[hour.Hour],
            _ => 1000,
        };
    }
}
