using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Tests.Detection;

namespace CostIntel.Domain.Tests.Recommendations.Fleet;

/// <summary>A resource of the fleet, and what is true of it.</summary>
/// <param name="Rule">What kind of waste it is, or looks like.</param>
/// <param name="Story">What happens to it; empty for waste.</param>
/// <param name="Facts">What is known of it.</param>
/// <param name="Saving">What is saved a month in truth, when it is waste.</param>
internal sealed record Planted(string Rule, string Story, ResourceFacts Facts, decimal Saving)
{
    public bool IsWaste => Story.Length == 0;
}

/// <summary>One kind of waste and what looks like it.</summary>
/// <param name="Rule">The recommender that has to see it.</param>
/// <param name="Plant">Waste, with the share of its cost that is saved in truth.</param>
/// <param name="LookAlikes">What is healthy, or nobody can know; each with its story.</param>
internal sealed record FleetKind(
    string Rule, Func<Draw, (TestResource Resource, double Saved)> Plant, (string Story, Func<Draw, TestResource> Make)[] LookAlikes)
{
    private const int Waste = 40;
    private const int Healthy = 80;
    private const decimal HoursPerMonth = 730;

    /// <summary>40 that are waste, and 80 that are not.</summary>
    public IEnumerable<Planted> Of(ulong seed)
    {
        for (var i = 0; i < Waste; i++)
        {
            var draw = new Draw(new Noise(unchecked((seed * 1_000_003) + (ulong)i)));
            var (resource, saved) = Plant(draw);
            yield return new(Rule, "", Charge(resource, draw).Facts(), draw.CostPerDay / 24 * HoursPerMonth * (decimal)saved);
        }

        for (var i = 0; i < Healthy; i++)
        {
            var draw = new Draw(new Noise(unchecked((seed * 7_000_003) + (ulong)i)));
            var (story, make) = LookAlikes[i % LookAlikes.Length];
            yield return new(Rule, story, Charge(make(draw), draw).Facts(), 0);
        }
    }

    private static TestResource Charge(TestResource resource, Draw draw) =>
        resource.HasCosts ? resource : resource.Costs(90, _ => draw.CostPerDay * (decimal)draw.Near(1, 0.02));
}
