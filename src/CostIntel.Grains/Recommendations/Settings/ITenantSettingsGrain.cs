using Orleans.Concurrency;

namespace CostIntel.Grains.Recommendations.Settings;

/// <summary>What a tenant wants of recommendations: policy, prices, SLOs, approvals, execution. Keyed by the tenant's canonical id.</summary>
[Alias("costintel.tenant-settings")]
public interface ITenantSettingsGrain : IGrainWithStringKey
{
    /// <summary>The settings as they are.</summary>
    [AlwaysInterleave]
    [Alias("get")]
    Task<SettingsView> GetAsync();

    /// <summary>Approval policies that were put, the oldest first; the last 100.</summary>
    [AlwaysInterleave]
    [Alias("approvals-put")]
    Task<ApprovalsPut[]> GetApprovalsPutAsync();

    /// <summary>Changes them; durable when it returns. All resources of the tenant hear of it soon after.</summary>
    [Alias("change")]
    Task<SettingsView> ChangeAsync(SettingsChange change);
}

/// <summary>The settings of a tenant.</summary>
/// <param name="Version">Counts the changes; 0 before the first.</param>
/// <param name="Policy">The policy as it was written; empty for the defaults.</param>
/// <param name="Prices">Prices of the tenant's own as they were written; empty for none.</param>
/// <param name="Slos">Slo messages, by id.</param>
/// <param name="Approvals">The approval policy as it was written; empty for the defaults.</param>
/// <param name="Execution">The execution policy as it was written; empty for the defaults.</param>
[GenerateSerializer, Immutable, Alias("costintel.settings-view")]
public sealed record SettingsView(
    [property: Id(0)] long Version,
    [property: Id(1)] string Policy,
    [property: Id(2)] string Prices,
    [property: Id(3)] KeyValuePair<string, byte[]>[] Slos,
    [property: Id(4)] string Approvals,
    [property: Id(5)] string Execution);

/// <summary>A change of settings, which has been checked; null leaves a part as it is.</summary>
/// <param name="Policy">The policy as it is written.</param>
/// <param name="Prices">Prices as they are written.</param>
/// <param name="PutSlo">Id of an SLO and its message.</param>
/// <param name="DeleteSlo">Id of an SLO that is no longer wanted.</param>
/// <param name="Approvals">The approval policy as it is written.</param>
/// <param name="Execution">The execution policy as it is written.</param>
/// <param name="By">Who changes them; empty where that is not kept.</param>
[GenerateSerializer, Immutable, Alias("costintel.settings-change")]
public sealed record SettingsChange(
    [property: Id(0)] string? Policy = null,
    [property: Id(1)] string? Prices = null,
    [property: Id(2)] KeyValuePair<string, byte[]>? PutSlo = null,
    [property: Id(3)] string? DeleteSlo = null,
    [property: Id(4)] string? Approvals = null,
    [property: Id(5)] string? Execution = null,
    [property: Id(6)] string By = "")
{
    /// <summary>True when what is recommended stays the same, so that no resource has to look again.</summary>
    public bool IsOnlyForChanges() => this == new SettingsChange(Approvals: Approvals, Execution: Execution, By: By);
}

/// <summary>An approval policy as it was put at one time.</summary>
/// <param name="Version">The hash of its canonical form.</param>
/// <param name="Yaml">As it was written.</param>
/// <param name="By">Who put it; empty when that is not known.</param>
/// <param name="AtUtc">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("costintel.approvals-put")]
public sealed record ApprovalsPut(
    [property: Id(0)] string Version, [property: Id(1)] string Yaml, [property: Id(2)] string By, [property: Id(3)] DateTimeOffset AtUtc);
