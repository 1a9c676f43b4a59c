using CostIntel.EndToEnd;

namespace CostIntel.Crash.Changes;

/// <summary>The machines that are changed: each alone or some together.</summary>
/// <param name="Groups">Which are changed together.</param>
/// <param name="Unapproved">One of them that nobody approves.</param>
internal sealed record Fleet(IReadOnlyList<CloudMachine[]> Groups, CloudMachine Unapproved)
{
    public IReadOnlyList<CloudMachine> Machines { get; } = [.. Groups.SelectMany(group => group), Unapproved];

    public static Fleet Of(int machinesPerFault)
    {
        var alone = Enum.GetValues<CloudFault>().SelectMany(fault => Enumerable.Range(1, machinesPerFault)
            .Select(number => new[] { new CloudMachine($"vm-{fault}-{number}", fault) }));
        CloudMachine[] well = [new("well-1", CloudFault.None), new("well-2", CloudFault.TakesTime), new("well-3", CloudFault.None)];
        CloudMachine[] ill = [new("ill-1", CloudFault.None), new("ill-2", CloudFault.Harms), new("ill-3", CloudFault.None)];
        return new([.. alone, well, ill], new("vm-unapproved", CloudFault.None));
    }

    /// <summary>Streams what makes the engine propose to change each: too large, and in time.</summary>
    public async Task StreamAsync(FleetClient client, int days)
    {
        var isProduction = false;
        foreach (var machine in Machines)
        {
            // Of those that are changed alone every other one is approved by the policy itself.
            isProduction = !isProduction || !Groups.Any(group => group is [var alone] && alone == machine);
            var series = client.Machine(machine.Name, CloudMachine.Before, isProduction ? "production" : "dev");
            await client.ChargeAsync(series, days, _ => 0.768m);
            await client.MeasureAsync(series, "latency.p95", days, _ => 100);
            await client.MeasureAsync(series, "cpu.utilization", days, hour => 8 + (hour.Hour % 5));
            await client.MeasureAsync(series, "memory.utilization", days, _ => 18);
            await client.MeasureAsync(series, "requests", days, _ => 50);
        }
    }
}
