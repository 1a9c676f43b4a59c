namespace CostIntel.Domain.Money;

/// <summary>The four FOCUS costs of something, all in one currency that the context names. Sums are exact
/// to 28 digits.</summary>
/// <param name="Billed">FOCUS BilledCost: the basis of the invoice.</param>
/// <param name="Effective">FOCUS EffectiveCost: amortised, after all discounts.</param>
/// <param name="List">FOCUS ListCost: at public prices.</param>
/// <param name="Contracted">FOCUS ContractedCost: at negotiated prices.</param>
public readonly record struct Costs(decimal Billed, decimal Effective, decimal List, decimal Contracted)
{
    /// <summary>Nothing.</summary>
    public static Costs Zero => default;

    /// <summary>True when all four are zero.</summary>
    public bool IsZero => Billed == 0 && Effective == 0 && List == 0 && Contracted == 0;

    /// <summary>Adds cost by cost.</summary>
    public static Costs operator +(in Costs left, in Costs right) => new(
        ExactDecimal.AddOrRound(left.Billed, right.Billed),
        ExactDecimal.AddOrRound(left.Effective, right.Effective),
        ExactDecimal.AddOrRound(left.List, right.List),
        ExactDecimal.AddOrRound(left.Contracted, right.Contracted));

    /// <summary>Subtracts cost by cost.</summary>
    public static Costs operator -(in Costs left, in Costs right) => left + -right;

    /// <summary>Changes every sign.</summary>
    public static Costs operator -(in Costs costs) => new(-costs.Billed, -costs.Effective, -costs.List, -costs.Contracted);

    /// <summary>The same as the operator.</summary>
    public static Costs Add(in Costs left, in Costs right) => left + right;

    /// <summary>The same as the operator.</summary>
    public static Costs Subtract(in Costs left, in Costs right) => left - right;

    /// <summary>The same as the operator.</summary>
    public static Costs Negate(in Costs costs) => -costs;
}
