using System.Text;
using CostIntel.Domain.Recommendations.Policy;

namespace CostIntel.Contracts.Documents;

/// <summary>What a tenant wants of recommendations, as YAML that people write.</summary>
public static class PolicyDocument
{
    /// <summary>Reads a policy; what the document does not say is as in <see cref="AdvicePolicy.Default"/>.</summary>
    /// <exception cref="DocumentException">A field is unknown or its value is wrong; the fault says where and why.</exception>
    public static AdvicePolicy Parse(string yaml) => MapReader.ReadDocument(
        yaml,
        document => PolicyFields.Sections.Aggregate(
            AdvicePolicy.Default, (policy, section) => section.Read(document, policy)));

    /// <summary>The whole policy with all that it does not say itself, explained; <see cref="Parse"/> reads it back.</summary>
    public static string Write(AdvicePolicy policy)
    {
        var yaml = new StringBuilder();
        foreach (var section in PolicyFields.Sections)
        {
            section.Write(policy, yaml);
        }

        return yaml.ToString().TrimEnd('\n') + "\n";
    }
}
