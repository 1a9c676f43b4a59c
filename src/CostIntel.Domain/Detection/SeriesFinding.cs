using CostIntel.Domain.Incidents;

namespace CostIntel.Domain.Detection;

/// <summary>What is found of a series, before it is known whose series it is.</summary>
public readonly record struct SeriesFinding(
    SeriesName Series, Progress Progress, int Slot, double Actual, double Expected, double Score, Signal Signal);
