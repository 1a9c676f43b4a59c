using Orleans.Concurrency;

namespace CostIntel.Grains.Changes;

/// <summary>
/// One change on its way from proposal to effect: of one recommendation, or of several together. Keyed by tenant and case,
/// see <see cref="ChangeKey"/>. What it has answered to is durable.
/// </summary>
[Alias("costintel.change")]
public interface IChangeGrain : IGrainWithStringKey
{
    /// <summary>Takes recommendations up and asks whom the policy names.</summary>
    [Alias("open")]
    Task<ChangeAnswer> OpenAsync(ChangeOpening opening);

    /// <summary>Does what somebody wants of it.</summary>
    [Alias("command")]
    Task<ChangeAnswer> CommandAsync(ChangeCommand command);

    /// <summary>Hears from an executor how an operation has ended.</summary>
    /// <returns>False when nobody waits for it any more; null when there is no such change.</returns>
    [Alias("report")]
    Task<bool?> ReportAsync(ChangeReport report);

    /// <summary>Where it is.</summary>
    [Alias("get")]
    Task<ChangeAnswer> GetAsync();

    /// <summary>Why it waits, on whom, and what that costs: an ExplainResponse message; null when there is no such change.</summary>
    [Alias("explain")]
    Task<byte[]?> ExplainAsync();

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
