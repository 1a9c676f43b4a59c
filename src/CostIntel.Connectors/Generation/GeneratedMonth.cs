namespace CostIntel.Connectors.Generation;

/// <summary>The part of a calendar month that a generated statement covers.</summary>
/// <param name="First">The first day covered.</param>
/// <param name="End">The day after the last one covered.</param>
internal sealed record GeneratedMonth(DateOnly First, DateOnly End)
{
    /// <summary>Seconds in an hour.</summary>
    public const long SecondsPerHour = 3600;

    /// <summary>Seconds in a day.</summary>
    public const long SecondsPerDay = 86_400;

    /// <summary>Start of the part covered, seconds since 1970-01-01T00:00:00Z.</summary>
    public long FirstSeconds => Seconds(First);

    /// <summary>End of the part covered, exclusive.</summary>
    public long EndSeconds => Seconds(End);

    /// <summary>Hours covered.</summary>
    public long Hours => (EndSeconds - FirstSeconds) / SecondsPerHour;

    /// <summary>A day of the month before, from midnight to midnight.</summary>
    public (long Start, long End) DayOfMonthBefore => (BillingStart - SecondsPerDay, BillingStart);

    private long BillingStart => Seconds(new DateOnly(First.Year, First.Month, 1));

    private long BillingEnd => Seconds(new DateOnly(First.Year, First.Month, 1).AddMonths(1));

    /// <summary>A charge as a row of this month's bill.</summary>
    public FocusRow Row(long number, in SimulatedCharge charge) => new()
    {
        RowNumber = number,
        Series = charge.Series,
        StartSeconds = charge.StartSeconds,
        EndSeconds = charge.EndSeconds,
        BillingPeriodStartSeconds = BillingStart,
        BillingPeriodEndSeconds = BillingEnd,
        Costs = charge.Costs,
        Quantity = charge.Series.ConsumedUnit.Length > 0 ? charge.Quantity : null,
        InvoiceId = $"INV-{First.Year:D4}{First.Month:D2}-{charge.Series.BillingAccountId}",
    };

    private static long Seconds(DateOnly day) =>
        new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero).ToUnixTimeSeconds();
}
