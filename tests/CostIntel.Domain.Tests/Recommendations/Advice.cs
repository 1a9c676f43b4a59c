using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Recommendations.Recommenders;

namespace CostIntel.Domain.Tests.Recommendations;

/// <summary>Asks for advice as the engine does.</summary>
internal static class Advice
{
    public static Candidate? Of(string rule, TestResource resource, AdvicePolicy? policy = null) =>
        Advisor.Candidates(resource.Facts(), TestCatalog.Full, policy ?? AdvicePolicy.Default)
            .SingleOrDefault(candidate => candidate.Rule == rule);

    public static Candidate Expected(string rule, TestResource resource, AdvicePolicy? policy = null)
    {
        var candidate = Of(rule, resource, policy);
        Assert.NotNull(candidate);
        Assert.InRange(candidate.Confidence, 0.5, 1);
        Assert.EndsWith(".", candidate.Reason, StringComparison.Ordinal);
        Assert.True(candidate.LookBackDays > 0);
        return candidate;
    }

    public static void None(string rule, TestResource resource, AdvicePolicy? policy = null) =>
        Assert.Null(Of(rule, resource, policy));
}
