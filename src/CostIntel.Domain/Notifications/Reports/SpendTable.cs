using CostIntel.Domain.Queries;

namespace CostIntel.Domain.Notifications.Reports;

/// <summary>Adds up what was spent in a period and in the one before.</summary>
public static class SpendTable
{
    /// <summary>How many services of a currency are named.</summary>
    public const int ServicesMax = 10;

    /// <summary>The spend by currency.</summary>
    /// <param name="period">Rows of the period, one key each: the service.</param>
    /// <param name="before">Rows of the period before.</param>
    public static IReadOnlyList<ReportSpend> Of(IEnumerable<CostRow> period, IEnumerable<CostRow> before)
    {
        var lines = period.Select(row => (Row: row, Spent: row.Costs.Effective, Before: 0m))
            .Concat(before.Select(row => (Row: row, Spent: 0m, Before: row.Costs.Effective)));
        return
        [
            .. lines.GroupBy(line => line.Row.Currency.Code)
                .OrderBy(own => own.Key, StringComparer.Ordinal)
                .Select(own => SpendOf(own.Key, own
                    .GroupBy(line => line.Row.Keys[0])
                    .Select(service => new ReportService(
                        service.Key, service.Sum(line => line.Spent), service.Sum(line => line.Before))))),
        ];
    }

    private static ReportSpend SpendOf(string currency, IEnumerable<ReportService> services)
    {
        var ordered = services
            .OrderByDescending(service => Math.Max(service.Spent, service.Before))
            .ThenBy(service => service.Name, StringComparer.Ordinal)
            .ToList();
        var further = ordered.Skip(ServicesMax).ToList();
        return new(
            currency,
            ordered.Sum(service => service.Spent),
            ordered.Sum(service => service.Before),
            [.. ordered.Take(ServicesMax)],
            further.Count,
            further.Sum(service => service.Spent),
            further.Sum(service => service.Before));
    }
}
