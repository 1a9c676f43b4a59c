using System.Text;
using CostIntel.Contracts.Documents.Approvals;
using CostIntel.Contracts.Documents.Execution;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Workflow.Execution;

namespace CostIntel.Contracts.Documents;

/// <summary>Who carries changes out, how carefully, and what is asked of their effect, as YAML that people write.</summary>
public static class ExecutionDocument
{
    private const int VersionDigits = 20;
    private static readonly TimeSpan EvidenceWithinMin = TimeSpan.FromDays(1);

    internal static FieldKind<CostCheck> CostChecks { get; } = ApprovalKinds.OneOf(
        ("off", CostCheck.Off), ("when-known", CostCheck.WhenKnown), ("required", CostCheck.Required));

    /// <summary>Reads a policy; what the document does not say is as in <see cref="ExecutionPolicy.Default"/>. The version is set.</summary>
    /// <exception cref="DocumentException">Fields are unknown or values are wrong; the faults say where and why.</exception>
    public static ExecutionPolicy Parse(string yaml)
    {
        var policy = MapReader.ReadDocument(yaml, Read);
        return policy with { Version = VersionOf(policy) };
    }

    /// <summary>The whole policy in its canonical form; <see cref="Parse"/> reads it back.</summary>
    public static string Write(ExecutionPolicy policy) => ExecutionWriter.Write(policy);

    /// <summary>Names a policy by its content: equal policies, however they were written, have one version.</summary>
    public static string VersionOf(ExecutionPolicy policy) =>
        Convert.ToHexStringLower(PermanentHash.Hash128(Encoding.UTF8.GetBytes(Write(policy))))[..VersionDigits];

    private static ExecutionPolicy Read(MapReader document)
    {
        var usual = ExecutionPolicy.Default;
        var policy = new ExecutionPolicy
        {
            Rules = ExecutionReader.ReadRules(document),
            Limits = ExecutionReader.ReadLimits(document),
            EvidenceWithin = document.Read("evidence_within", ApprovalKinds.FineDuration, usual.EvidenceWithin),
            CostCheck = document.Read("cost_check", CostChecks, usual.CostCheck),
        };
        if (policy.EvidenceWithin < EvidenceWithinMin)
        {
            document.Refuse("evidence_within", "That something still holds is noted twice a day: at least 1d.");
        }

        return policy;
    }
}
