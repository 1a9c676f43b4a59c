using CostIntel.Domain.Money;

namespace CostIntel.Connectors;

/// <summary>The sums of the rows of one currency.</summary>
/// <param name="Currency">Their BillingCurrency.</param>
/// <param name="Rows">How many there are.</param>
/// <param name="Costs">Their exact sums.</param>
public sealed record CurrencyTotals(Currency Currency, long Rows, Costs Costs);

/// <summary>Running sums by currency; currencies are never added to each other.</summary>
public sealed class ControlTotals
{
    private readonly List<Sum> _sums = [];

    /// <summary>Rows counted so far, over all currencies.</summary>
    public long Rows { get; private set; }

    /// <summary>The sums so far, ordered by currency code.</summary>
    public IReadOnlyList<CurrencyTotals> ByCurrency =>
        [.. _sums.Select(sum => new CurrencyTotals(sum.Currency, sum.Rows, sum.Costs))
            .OrderBy(totals => totals.Currency.Code, StringComparer.Ordinal)];

    /// <summary>Counts one row.</summary>
    /// <exception cref="ArithmeticException">A sum can no longer be held exactly.</exception>
    public void Add(Currency currency, in Costs costs)
    {
        var sum = Find(currency);
        sum.Costs += costs;
        sum.Rows++;
        Rows++;
    }

    // A file has one currency, rarely three: a walk beats a dictionary.
    private Sum Find(Currency currency)
    {
        foreach (var sum in _sums)
        {
            if (sum.Currency == currency)
            {
                return sum;
            }
        }

        var added = new Sum(currency);
        _sums.Add(added);
        return added;
    }

    private sealed class Sum(Currency currency)
    {
        public Currency Currency => currency;

        public long Rows { get; set; }

        public Costs Costs { get; set; }
    }
}
