namespace CostIntel.Domain.Detection.Metrics;

/// <summary>How far a value is from what its hour had before; 0 for an hour that has not been seen.</summary>
/// <param name="Week">From the mean at its hour of the week.</param>
/// <param name="WeekScales">The same in usual distances at that hour, -100 to 100.</param>
/// <param name="Day">From the mean at its hour of the day.</param>
/// <param name="DayScales">The same in usual distances at that hour, -100 to 100.</param>
internal readonly record struct TimeResidual(double Week, double WeekScales, double Day, double DayScales);
