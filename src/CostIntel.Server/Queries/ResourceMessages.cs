using CostIntel.Contracts.Mapping;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Ledger;
using CostIntel.Grains.Queries;
using Google.Protobuf.WellKnownTypes;
using CostRow = CostIntel.Domain.Queries.CostRow;

namespace CostIntel.Server.Queries;

/// <summary>Resources in the contract's form.</summary>
internal static class ResourceMessages
{
    public static Resource ToMessage(ResourceView view)
    {
        var series = ChargeSeries.Decode(view.Description.Span);
        var message = new Resource
        {
            Provider = series.Provider,
            BillingAccountId = series.BillingAccountId,
            BillingAccountName = series.BillingAccountName,
            SubAccountId = series.SubAccountId,
            SubAccountName = series.SubAccountName,
            ResourceId = series.ResourceId,
            ResourceName = series.ResourceName,
            ResourceType = series.ResourceType,
            ServiceName = series.ServiceName,
            ServiceCategory = series.ServiceCategory,
            RegionId = series.RegionId,
            RegionName = series.RegionName,
            AvailabilityZone = series.AvailabilityZone,
            FirstCharge = new Timestamp { Seconds = view.FirstCharge },
            LastCharge = new Timestamp { Seconds = view.LastCharge },
        };
        message.Tags.AddRange(series.Tags.ToMessages());
        message.Attributes.AddRange(series.Attributes.ToMessages());
        message.Totals.AddRange(view.Totals.Select(row => CostMessages.ToTotals(row.Currency, row.Costs, row.Quantities)));
        message.Days.AddRange(view.Days.Select(row => ToBucket(row, LedgerTime.SecondsPerDay)));
        message.Hours.AddRange(view.Hours.Select(row => ToBucket(row, LedgerTime.SecondsPerHour)));
        message.Outlooks.AddRange(view.Outlooks.Select(ToMessage));
        return message;
    }

    private static Contracts.V1.SeriesOutlook ToMessage(Grains.Queries.SeriesOutlook outlook) => new()
    {
        Measure = outlook.Measure == (int)Domain.Incidents.Measure.Cost ? "cost" : "quantity",
        Unit = outlook.Unit,
        Start = new Timestamp { Seconds = outlook.StartSeconds },
        Step = new Duration { Seconds = outlook.StepSeconds },
        Expected = outlook.Expected,
        Low = outlook.Low,
        High = outlook.High,
        Learnt = outlook.Learnt,
    };

    private static CostBucket ToBucket(CostRow row, long slotSeconds) => new()
    {
        Start = new Timestamp { Seconds = row.Period * slotSeconds },
        Totals = CostMessages.ToTotals(row.Currency, row.Costs, row.Quantities),
    };
}
