using CostIntel.Domain.Incidents;

namespace CostIntel.Grains.Incidents;

/// <summary>What detectors have found.</summary>
/// <param name="Findings">A StoredFindings message.</param>
[GenerateSerializer, Immutable, Alias("costintel.finding-report")]
public sealed record FindingReport([property: Id(0)] ReadOnlyMemory<byte> Findings);

/// <summary>What can be done about an incident.</summary>
public enum IncidentAction
{
    /// <summary>Look after it.</summary>
    Acknowledge = 1,

    /// <summary>Say that it is over.</summary>
    Resolve,

    /// <summary>Say what it was.</summary>
    Feedback,
}

/// <summary>What somebody wants about an incident.</summary>
/// <param name="IncidentId">Which.</param>
/// <param name="Action">What.</param>
/// <param name="Actor">Who.</param>
/// <param name="Comment">For people.</param>
/// <param name="Verdict">With feedback: what it was; null to change the sensitivity alone.</param>
/// <param name="ExpectedUntilUtc">With feedback: how long the like of it is expected; null for the default.</param>
/// <param name="Sensitivity">With feedback: how the sensitivity is to change.</param>
[GenerateSerializer, Immutable, Alias("costintel.incident-command")]
public sealed record IncidentCommand(
    [property: Id(0)] string IncidentId,
    [property: Id(1)] IncidentAction Action,
    [property: Id(2)] string Actor,
    [property: Id(3)] string Comment,
    [property: Id(4)] Verdict? Verdict = null,
    [property: Id(5)] DateTimeOffset? ExpectedUntilUtc = null,
    [property: Id(6)] SensitivityStep Sensitivity = SensitivityStep.None);

/// <summary>A change of the rules: one rule is put or deleted, or the scale of severity is set.</summary>
/// <param name="Actor">Who.</param>
/// <param name="Put">A DetectionRule message; null for none.</param>
/// <param name="Delete">Id of the rule to delete; null for none.</param>
/// <param name="Settings">A RuleSettings message; null for none.</param>
[GenerateSerializer, Immutable, Alias("costintel.rule-command")]
public sealed record RuleCommand(
    [property: Id(0)] string Actor,
    [property: Id(1)] byte[]? Put,
    [property: Id(2)] string? Delete,
    [property: Id(3)] byte[]? Settings);

/// <summary>What a desk answers.</summary>
/// <param name="Value">A StoredIncident or DetectionRule message; null when it was refused or there is nothing.</param>
/// <param name="Refusal">Why it was refused; null when it was not.</param>
[GenerateSerializer, Immutable, Alias("costintel.desk-answer")]
public sealed record DeskAnswer([property: Id(0)] byte[]? Value, [property: Id(1)] string? Refusal);

/// <summary>Something announced: a deployment, an executed change.</summary>
/// <param name="Id">Idempotency key.</param>
/// <param name="AtUtc">When it took effect.</param>
/// <param name="Actor">Who announced it.</param>
/// <param name="Text">One sentence.</param>
/// <param name="Resources">Canonical keys of the resources it is about.</param>
/// <param name="Rule">A DetectionRule message whose filters say where else it has effects; null for nowhere.</param>
[GenerateSerializer, Immutable, Alias("costintel.annotation")]
public sealed record Annotation(
    [property: Id(0)] string Id,
    [property: Id(1)] DateTimeOffset AtUtc,
    [property: Id(2)] string Actor,
    [property: Id(3)] string Text,
    [property: Id(4)] string[] Resources,
    [property: Id(5)] byte[]? Rule);
