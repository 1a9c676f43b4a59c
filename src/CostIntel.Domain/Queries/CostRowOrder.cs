namespace CostIntel.Domain.Queries;

/// <summary>By period, then by EffectiveCost from high to low, then by keys and currency: the same rows, the same order.</summary>
public sealed class CostRowOrder : IComparer<CostRow>
{
    private CostRowOrder()
    {
    }

    /// <summary>The one instance.</summary>
    public static CostRowOrder Instance { get; } = new();

    /// <inheritdoc/>
    public int Compare(CostRow? x, CostRow? y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        var order = x.Period.CompareTo(y.Period);
        order = order != 0 ? order : y.Costs.Effective.CompareTo(x.Costs.Effective);
        for (var i = 0; order == 0 && i < x.Keys.Count; i++)
        {
            order = string.CompareOrdinal(x.Keys[i], y.Keys[i]);
        }

        return order != 0 ? order : string.CompareOrdinal(x.Currency.Code, y.Currency.Code);
    }
}
