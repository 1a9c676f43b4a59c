using CostIntel.Connectors.Focus;
using CostIntel.Domain.Money;

namespace CostIntel.Connectors.Generation;

/// <summary>
/// Writes FOCUS statements that look like real ones: usage of several providers with discounts and commitments,
/// purchases, credits, taxes, an adjustment, and corrections of the month before. The same seed and options give the
/// same bytes.
/// </summary>
public sealed class FocusGenerator
{
    private readonly FocusGeneratorOptions _options;
    private readonly SimulatedFleet _fleet;

    /// <summary>Prepares a statement.</summary>
    /// <exception cref="ArgumentException">A currency code is unknown, or a count is below 1.</exception>
    public FocusGenerator(long seed, FocusGeneratorOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Days, 1);
        _options = options;
        _fleet = new SimulatedFleet(seed, options.Resources, options.Accounts, [.. options.Currencies.Select(Parse)]);
    }

    /// <summary>Writes the file; the stream stays open.</summary>
    /// <returns>Its exact control totals.</returns>
    public async Task<GeneratedStatement> WriteAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        var writer = new FocusCsvWriter(stream, _options.Version, ["x_CostCategory"]);
        var totals = new ControlTotals();
        writer.WriteHeader();
        foreach (var row in Rows())
        {
            writer.Write(row);
            totals.Add(row.Series.Currency, row.Costs);
            await writer.FlushAsync(always: false, cancellationToken);
        }

        await writer.FlushAsync(always: true, cancellationToken);
        return new GeneratedStatement(totals.Rows, totals.ByCurrency);
    }

    /// <summary>The same rows without a file: usage by time, and after each month what is charged once in it.</summary>
    public IEnumerable<FocusRow> Rows()
    {
        var number = 0L;
        foreach (var month in Months())
        {
            var charges = new MonthlyCharges(_fleet, month);
            foreach (var usage in Usage(month))
            {
                charges.Count(usage);
                yield return month.Row(++number, usage);
            }

            foreach (var charge in charges.All())
            {
                yield return month.Row(++number, charge);
            }
        }
    }

    private IEnumerable<GeneratedMonth> Months()
    {
        var end = _options.Start.AddDays(_options.Days);
        for (var first = _options.Start; first < end;)
        {
            var next = new DateOnly(first.Year, first.Month, 1).AddMonths(1);
            var last = next < end ? next : end;
            yield return new GeneratedMonth(first, last);
            first = last;
        }
    }

    private IEnumerable<SimulatedCharge> Usage(GeneratedMonth month)
    {
        var step = _options.HourlyRows ? GeneratedMonth.SecondsPerHour : GeneratedMonth.SecondsPerDay;
        for (var at = month.FirstSeconds; at < month.EndSeconds; at += step)
        {
            foreach (var resource in _fleet.Resources)
            {
                yield return _options.HourlyRows ? resource.Charge(at, at + step) : Day(resource, at);
            }
        }
    }

    private static SimulatedCharge Day(FleetResource resource, long startSeconds)
    {
        var quantity = 0m;
        for (var hour = 0; hour < 24; hour++)
        {
            var at = startSeconds + (hour * GeneratedMonth.SecondsPerHour);
            quantity += resource.Charge(at, at + GeneratedMonth.SecondsPerHour).Quantity;
        }

        var end = startSeconds + GeneratedMonth.SecondsPerDay;
        return new SimulatedCharge(resource.Series, startSeconds, end, resource.CostsOf(quantity), quantity);
    }

    private static Currency Parse(string code) => Currency.TryParse(code, out var currency)
        ? currency
        : throw new ArgumentException($"{code} is not a currency code of ISO 4217.", nameof(code));
}
