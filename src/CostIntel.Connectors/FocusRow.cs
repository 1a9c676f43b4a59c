using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Connectors;

/// <summary>One charge of a FOCUS file.</summary>
public sealed class FocusRow
{
    /// <summary>1 is the first row after the header; blank lines do not count.</summary>
    public required long RowNumber { get; init; }

    /// <summary>All that is not time, cost or quantity. Rows of one file share the object where they can.</summary>
    public required ChargeSeries Series { get; init; }

    /// <summary>Start of the charge period, inclusive, in seconds since 1970-01-01T00:00:00Z.</summary>
    public required long StartSeconds { get; init; }

    /// <summary>End of the charge period, exclusive, in the same seconds; later than the start.</summary>
    public required long EndSeconds { get; init; }

    /// <summary>Start of the billing period, inclusive, in the same seconds.</summary>
    public required long BillingPeriodStartSeconds { get; init; }

    /// <summary>End of the billing period, exclusive, in the same seconds; later than its start.</summary>
    public required long BillingPeriodEndSeconds { get; init; }

    /// <summary>
    /// The four costs in the series' currency. BilledCost is never null; where a file leaves one of the others null,
    /// which FOCUS forbids but its own sample does, it counts as 0, so that totals equal the sums of the columns.
    /// </summary>
    public required Costs Costs { get; init; }

    /// <summary>ConsumedQuantity in the series' ConsumedUnit, never PricingQuantity; null where the file is.</summary>
    public required decimal? Quantity { get; init; }

    /// <summary>InvoiceId; empty while there is no invoice.</summary>
    public required string InvoiceId { get; init; }

    /// <summary>Start of the charge period, UTC.</summary>
    public DateTimeOffset ChargePeriodStart => DateTimeOffset.FromUnixTimeSeconds(StartSeconds);

    /// <summary>End of the charge period, exclusive, UTC.</summary>
    public DateTimeOffset ChargePeriodEnd => DateTimeOffset.FromUnixTimeSeconds(EndSeconds);

    /// <summary>Start of the billing period, UTC.</summary>
    public DateTimeOffset BillingPeriodStart => DateTimeOffset.FromUnixTimeSeconds(BillingPeriodStartSeconds);

    /// <summary>End of the billing period, exclusive, UTC.</summary>
    public DateTimeOffset BillingPeriodEnd => DateTimeOffset.FromUnixTimeSeconds(BillingPeriodEndSeconds);
}
