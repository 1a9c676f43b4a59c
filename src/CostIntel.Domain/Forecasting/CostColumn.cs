using CostIntel.Domain.Money;

namespace CostIntel.Domain.Forecasting;

/// <summary>Which of the FOCUS costs is forecast.</summary>
public enum CostColumn
{
    /// <summary>BilledCost.</summary>
    Billed,

    /// <summary>EffectiveCost.</summary>
    Effective,

    /// <summary>ListCost.</summary>
    List,

    /// <summary>ContractedCost.</summary>
    Contracted,
}

/// <summary>Reads a column.</summary>
public static class CostColumns
{
    /// <summary>The cost of a column.</summary>
    public static decimal Of(this in Costs costs, CostColumn column) => column switch
    {
        CostColumn.Billed => costs.Billed,
        CostColumn.Effective => costs.Effective,
        CostColumn.List => costs.List,
        CostColumn.Contracted => costs.Contracted,
        _ => throw new ArgumentOutOfRangeException(nameof(column), column, "Not a cost."),
    };
}
