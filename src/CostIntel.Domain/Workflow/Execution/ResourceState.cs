using System.Security.Cryptography;
using System.Text.Json;
using CostIntel.Domain.Recommendations.Book;

namespace CostIntel.Domain.Workflow.Execution;

/// <summary>What an approval rests on beside the plan: what the resources are and what was said of the risk to others.</summary>
public static class ResourceState
{
    /// <summary>
    /// SHA-256 in hexadecimal digits, over each target, its service, region, tags and environment, what it is now, what the SLO
    /// check came to and whether it can be undone. Amounts are not part of it: they change by the hour. The order is not
    /// either.
    /// </summary>
    public static string Hash(IReadOnlyList<Recommendation> recommendations)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartArray();
            foreach (var recommendation in recommendations.OrderBy(one => one.Target.Key, StringComparer.Ordinal))
            {
                Write(json, recommendation);
            }

            json.WriteEndArray();
        }

        return Convert.ToHexStringLower(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
    }

    // Values are told apart by their place; JSON keeps one from passing for two.
    private static void Write(Utf8JsonWriter json, Recommendation recommendation)
    {
        var (target, proposal) = (recommendation.Target, recommendation.Proposal);
        json.WriteStartArray();
        json.WriteStringValue(target.Key);
        json.WriteStringValue(target.ServiceName);
        json.WriteStringValue(target.RegionId);
        json.WriteStringValue(proposal.Environment.ToString());
        json.WriteStringValue(proposal.Candidate.Change.From);
        json.WriteStringValue(proposal.Sla.Outcome.ToString());
        json.WriteBooleanValue(proposal.Candidate.Change.RollbackPossible);
        foreach (var (key, value) in target.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal))
        {
            json.WriteStringValue(key);
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
