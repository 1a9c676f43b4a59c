using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CostIntel.Domain.Workflow.Approvals;

namespace CostIntel.Domain.Workflow.Control;

/// <summary>Names what a policy goes by: what has the same name is decided in the same way, while budgets have room.</summary>
internal static class DecisionFacts
{
    /// <summary>SHA-256 of the policy and of all facts, in hexadecimal digits.</summary>
    public static string Hash(ApprovalPolicy policy, IReadOnlyList<ApprovalFacts> members)
    {
        var text = new StringBuilder();
        Write(text, policy.Version);
        foreach (var facts in members)
        {
            Write(text, facts.CaseId);
            Write(text, facts.Proposer);
            Write(text, facts.Target.Key);
            Write(text, $"{facts.Action} {facts.Environment} {facts.Sla} {facts.RollbackPossible}");
            Write(text, string.Create(CultureInfo.InvariantCulture, $"{facts.SavingPerMonth} {facts.CostPerMonth} {facts.Risk}"));
            foreach (var (key, value) in facts.Target.Tags)
            {
                Write(text, key);
                Write(text, value);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text.ToString())));
    }

    // With their lengths, so that no text can pass for two others.
    private static void Write(StringBuilder to, string text) => to.Append(CultureInfo.InvariantCulture, $"{text.Length}:{text};");
}
