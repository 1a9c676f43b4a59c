using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Connectors.Focus;

/// <summary>Makes a charge of the current row, or says what is wrong with it.</summary>
internal sealed class FocusRowParser(FocusCells cells, SeriesCache seriesOf, Utf8Strings strings)
{
    private FieldFault? _fault;

    /// <summary>Understands the row that the cells stand on.</summary>
    public RowResult Parse(long number)
    {
        _fault = null;
        return HasShape() && TrySeries(out var series) && TryPeriod(out var start, out var end)
            && TryBillingPeriod(out var billingStart, out var billingEnd) && TryCosts(out var costs)
            && TryQuantity(out var quantity)
            ? RowResult.Understood(new FocusRow
            {
                RowNumber = number,
                Series = series,
                StartSeconds = start,
                EndSeconds = end,
                BillingPeriodStartSeconds = billingStart,
                BillingPeriodEndSeconds = billingEnd,
                Costs = costs,
                Quantity = quantity,
                InvoiceId = strings.Get(cells[FocusColumn.InvoiceId]),
            })
            : RowResult.Refused(number, _fault!.Value.Field, _fault.Value.Reason);
    }

    private bool HasShape()
    {
        var (row, names) = (cells.Row, cells.Header.Names);
        if (row.Count != names.Count)
        {
            var column = row.Count < names.Count ? names[row.Count] : "";
            return Refuse(column, $"The row has {row.Count} values where the header has {names.Count} columns.");
        }

        return row.Malformed < 0 || Refuse(names[row.Malformed], "The value goes on after its closing quote.");
    }

    private bool TrySeries(out ChargeSeries series)
    {
        _fault = null;
        series = seriesOf.Get(out _fault)!;
        return _fault is null;
    }

    private bool TryPeriod(out long start, out long end)
    {
        end = 0;
        return TryTime(FocusColumn.ChargePeriodStart, out start) && TryTime(FocusColumn.ChargePeriodEnd, out end)
            && (end > start || Refuse(FocusColumn.ChargePeriodEnd, NotAfter(FocusColumn.ChargePeriodStart)));
    }

    private bool TryBillingPeriod(out long start, out long end)
    {
        end = 0;
        return TryTime(FocusColumn.BillingPeriodStart, out start) && TryTime(FocusColumn.BillingPeriodEnd, out end)
            && (end > start || Refuse(FocusColumn.BillingPeriodEnd, NotAfter(FocusColumn.BillingPeriodStart)));
    }

    private bool TryCosts(out Costs costs)
    {
        costs = default;
        if (cells[FocusColumn.BilledCost].IsEmpty)
        {
            return Refuse(FocusColumn.BilledCost, "The cost is null, which FOCUS forbids.");
        }

        if (!TryDecimal(FocusColumn.BilledCost, out var billed)
            || !TryDecimal(FocusColumn.EffectiveCost, out var effective)
            || !TryDecimal(FocusColumn.ListCost, out var list)
            || !TryDecimal(FocusColumn.ContractedCost, out var contracted))
        {
            return false;
        }

        costs = new Costs(billed ?? 0, effective ?? 0, list ?? 0, contracted ?? 0);
        return true;
    }

    private bool TryQuantity(out decimal? quantity) => TryDecimal(FocusColumn.ConsumedQuantity, out quantity);

    private bool TryTime(FocusColumn column, out long seconds)
    {
        var text = cells[column];
        if (FocusTime.TryParse(text, out seconds))
        {
            return true;
        }

        return Refuse(column, text.IsEmpty
            ? "The time is null, which FOCUS forbids."
            : $"{Shown.Text(text)} is not a time; write it as YYYY-MM-DDTHH:mm:ssZ.");
    }

    private bool TryDecimal(FocusColumn column, out decimal? number)
    {
        number = null;
        var text = cells[column];
        if (text.IsEmpty)
        {
            return true;
        }

        if (!ExactDecimal.TryParse(text, out var exact))
        {
            return Refuse(column, $"{Shown.Text(text)} is not a number of digits, '.', '-' and exponent "
                + "that can be held exactly (28 digits).");
        }

        number = exact;
        return true;
    }

    private static string NotAfter(FocusColumn start) => $"The end (exclusive) is not after {start}.";

    private bool Refuse(FocusColumn column, string reason) => Refuse(column.ToString(), reason);

    private bool Refuse(string column, string reason)
    {
        _fault = new FieldFault(column, reason);
        return false;
    }
}
