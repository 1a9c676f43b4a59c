using System.Text;
using CostIntel.Contracts.Documents.Approvals;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Contracts.Documents;

/// <summary>Who may approve what, when changes are made and how many at a time, as YAML that people write.</summary>
public static class ApprovalDocument
{
    private const int VersionDigits = 20;

    /// <summary>
    /// Reads a policy; a section that the document does not have is as in <see cref="ApprovalPolicy.Default"/>, an empty
    /// one is empty. The version is set.
    /// </summary>
    /// <exception cref="DocumentException">Fields are unknown or values are wrong; the faults say where and why.</exception>
    public static ApprovalPolicy Parse(string yaml)
    {
        var policy = MapReader.ReadDocument(yaml, Read);
        return policy with { Version = VersionOf(policy) };
    }

    /// <summary>The whole policy in its canonical form; <see cref="Parse"/> reads it back.</summary>
    public static string Write(ApprovalPolicy policy) => ApprovalWriter.Write(policy);

    /// <summary>Names a policy by its content: equal policies, however they were written, have one version.</summary>
    public static string VersionOf(ApprovalPolicy policy) =>
        Convert.ToHexStringLower(PermanentHash.Hash128(Encoding.UTF8.GetBytes(Write(policy))))[..VersionDigits];

    private static ApprovalPolicy Read(MapReader document)
    {
        var usual = ApprovalPolicy.Default;
        var policy = usual with
        {
            ExpiresAfter = document.Read("expires_after", ApprovalKinds.Duration, usual.ExpiresAfter),
            Rules = Section(document, "rules", ApprovalReader.ReadRules(document), usual.Rules),
            Otherwise = Section(document, "otherwise", ApprovalReader.ReadLevels(document, "otherwise"), usual.Otherwise),
            Delegations = document.Each("delegations", CalendarReader.ReadDelegation),
            Calendar = new(document.Each("windows", CalendarReader.ReadWindow), document.Each("freezes", CalendarReader.ReadFreeze)),
            Limits = Section(document, "limits", document.Each("limits", CalendarReader.ReadLimit), usual.Limits),
        };
        RefuseUseless(document, policy);
        return policy;
    }

    private static IReadOnlyList<T> Section<T>(MapReader document, string key, IReadOnlyList<T> read, IReadOnlyList<T> usual) =>
        document.Keys.Contains(key) ? read : usual;

    private static void RefuseUseless(MapReader document, ApprovalPolicy policy)
    {
        if (policy.Otherwise.Count == 0)
        {
            document.Refuse("otherwise", "Somebody has to be asked when no rule decides; leave it out for one approver.");
        }

        var levels = policy.Rules
            .SelectMany(rule => rule.Levels.Select(level => (Level: level, Expires: rule.ExpiresAfter ?? policy.ExpiresAfter, Where: $"Rule '{rule.Name}'")))
            .Concat(policy.Otherwise.Select(level => (Level: level, Expires: policy.ExpiresAfter, Where: "otherwise")));
        foreach (var late in levels.Where(one => one.Level.EscalateAfter >= one.Expires || one.Level.RemindAfter >= one.Expires))
        {
            document.Refuse(late.Where == "otherwise" ? "otherwise" : "rules", $"{late.Where} expires before it reminds or escalates.");
        }
    }
}
