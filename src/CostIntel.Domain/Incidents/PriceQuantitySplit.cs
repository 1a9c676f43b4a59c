namespace CostIntel.Domain.Incidents;

/// <summary>Splits a change of cost into what more (or less) was used and what a unit costs more (or less).</summary>
/// <param name="QuantityEffect">(quantity − expected quantity) × expected unit price.</param>
/// <param name="PriceEffect">(unit price − expected unit price) × quantity.</param>
/// <remarks>
/// The two add up to the whole change: the joint effect counts as price, the usual convention of price and volume
/// analysis (Laspeyres for the quantity, Paasche for the price).
/// </remarks>
public readonly record struct PriceQuantitySplit(double QuantityEffect, double PriceEffect)
{
    /// <summary>The split of a change; null when a unit price cannot be told.</summary>
    public static PriceQuantitySplit? Of(double cost, double expectedCost, double quantity, double expectedQuantity)
    {
        if (!(expectedQuantity > 0) || !(quantity >= 0) || !double.IsFinite(cost) || !double.IsFinite(expectedCost))
        {
            return null;
        }

        var quantityEffect = (quantity - expectedQuantity) * (expectedCost / expectedQuantity);
        return new(quantityEffect, cost - expectedCost - quantityEffect);
    }
}
