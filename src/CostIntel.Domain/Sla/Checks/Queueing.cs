namespace CostIntel.Domain.Sla.Checks;

/// <summary>How response times follow from load.</summary>
/// <remarks>
/// In an open queue with one server, random arrivals and exponential service times, a request takes S / (1 - ρ) on average,
/// where S is its time of service and ρ how busy the server is; all quantiles scale alike (L. Kleinrock, Queueing Systems,
/// volume 1, 1975, section 3.2). Several servers wait less at the same ρ, so this errs on the safe side.
/// </remarks>
internal static class Queueing
{
    // So busy a server is taken to be at most as it is: beyond, the queue would have no end.
    private const double BusyMax = 0.99;

    /// <summary>How busy a server is after its capacity changed; 1 or more when the work does not fit.</summary>
    public static double BusyAfter(double busy, double capacityRatio) => busy / capacityRatio;

    /// <summary>Response time after to before; null when the work does not fit.</summary>
    /// <param name="busy">How busy it is, 0 to 1.</param>
    /// <param name="capacityRatio">Capacity after to before.</param>
    public static double? ResponseRatio(double busy, double capacityRatio)
    {
        var before = Math.Clamp(busy, 0, BusyMax);
        var after = BusyAfter(before, capacityRatio);
        return after >= 1 ? null : (1 - before) / (1 - after);
    }
}
