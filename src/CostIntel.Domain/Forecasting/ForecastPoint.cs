namespace CostIntel.Domain.Forecasting;

/// <summary>What is expected of one slot of time; an estimate, in the currency of the history.</summary>
/// <param name="Slot">A UTC day or hour, or the first day of a range.</param>
/// <param name="Expected">As often exceeded as not.</param>
/// <param name="Low">The actual total lies between here</param>
/// <param name="High">and here as often as the level that was asked for says.</param>
public readonly record struct ForecastPoint(int Slot, double Expected, double Low, double High);
