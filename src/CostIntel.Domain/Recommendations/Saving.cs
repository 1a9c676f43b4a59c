namespace CostIntel.Domain.Recommendations;

/// <summary>Money saved in a month of 730 hours, in the resource's currency; negative when a change costs more.</summary>
/// <param name="Low">In 9 of 10 cases it is at least this.</param>
/// <param name="Expected">What is to be expected.</param>
/// <param name="High">In 9 of 10 cases it is at most this.</param>
public sealed record Saving(decimal Low, decimal Expected, decimal High);

/// <summary>What a change is worth.</summary>
/// <param name="CostBefore">A month as things are.</param>
/// <param name="CostAfter">A month after the change.</param>
/// <param name="Saving">The difference, with its interval.</param>
public sealed record SavingEstimate(decimal CostBefore, decimal CostAfter, Saving Saving)
{
    private const decimal Percent = 100;

    /// <summary>The expected saving as a percentage of the cost before; 0 when nothing was spent.</summary>
    public decimal SavedPercent => CostBefore == 0 ? 0 : Percent * Saving.Expected / CostBefore;
}
