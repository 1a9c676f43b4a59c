using Orleans.Concurrency;

namespace CostIntel.Grains.Changes;

/// <summary>One change on its way from proposal to effect. Keyed by tenant and case, see <see cref="ChangeKey"/>.</summary>
[Alias("costintel.change")]
public interface IChangeGrain : IGrainWithStringKey
{
    /// <summary>Something is due, or changes were stopped or resumed: does what that asks for. Returns before it is done.</summary>
    [OneWay]
    [Alias("wake")]
    Task WakeAsync();
}

/// <summary>Names of changes.</summary>
public static class ChangeKey
{
    /// <summary>The key of a change; no tenant id holds the separator.</summary>
    public static string Of(string tenant, string caseId) => $"{tenant}/{caseId}";

    /// <summary>Tenant and case of a key.</summary>
    public static (string Tenant, string CaseId) Parse(string key) =>
        key.Split('/', 2) is [var tenant, var caseId] ? (tenant, caseId) : throw new FormatException($"'{key}' names no change.");
}
