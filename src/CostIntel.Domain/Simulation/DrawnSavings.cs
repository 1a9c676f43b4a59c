namespace CostIntel.Domain.Simulation;

/// <summary>What many drawn months came to: money a month, rounded to a millionth.</summary>
/// <param name="Draws">How many were drawn.</param>
/// <param name="Mean">Mean saving.</param>
/// <param name="P05">5 of 100 draws save at most this.</param>
/// <param name="P10">10 of 100 draws save at most this.</param>
/// <param name="P50">Half of the draws save at most this.</param>
/// <param name="P90">90 of 100 draws save at most this.</param>
/// <param name="P95">95 of 100 draws save at most this.</param>
/// <param name="LossProbability">Share of the draws in which it costs more than before, 0 to 1.</param>
/// <param name="BreachProbability">
/// Probability that demand breaches an SLO of at least one resource, that is not breached as things are, 0 to 1.
/// </param>
public sealed record DrawnSavings(
    int Draws,
    decimal Mean,
    decimal P05,
    decimal P10,
    decimal P50,
    decimal P90,
    decimal P95,
    double LossProbability,
    double BreachProbability);
