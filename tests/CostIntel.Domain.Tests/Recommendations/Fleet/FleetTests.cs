using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Recommendations.Recommenders;
using CostIntel.Domain.Simulation;
using Xunit.Abstractions;

namespace CostIntel.Domain.Tests.Recommendations.Fleet;

/// <summary>
/// A fleet with planted waste of each kind and healthy look-alikes beside it: each recommender has to find its own, and leave
/// alone whatever is healthy, its own look-alikes and those of all others.
/// </summary>
public sealed class FleetTests(ITestOutputHelper output)
{
    private const double PrecisionMin = 0.95;
    private const double RecallMin = 0.9;
    private const double SavingError = 0.1;

    private static readonly FleetKind[] Kinds =
        [.. UnusedKinds.All, .. MachineKinds.All, .. UseKinds.All, .. StorageKinds.All];

    private static readonly AdvicePolicy Policy = new()
    {
        Sizing = new() { AllowRegionChange = true, AllowProviderChange = true },
    };

    [Fact]
    public void There_is_planted_waste_for_every_recommender() => Assert.Equal(
        RecommenderList.All.Select(recommender => recommender.Rule).Order(StringComparer.Ordinal),
        Kinds.Select(kind => kind.Rule).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Waste_is_found_look_alikes_are_left_and_savings_are_those_planted(int seed)
    {
        var fleet = Kinds.SelectMany(kind => kind.Of((ulong)seed)).ToList();
        var advice = fleet.ConvertAll(planted => Advisor.Candidates(planted.Facts, TestCatalog.Full, Policy));
        var faults = new List<string>();

        foreach (var kind in Kinds)
        {
            var score = Score(kind.Rule, fleet, advice);
            output.WriteLine(
                $"{kind.Rule}: {score.Found} of {score.Planted} found, {score.Wrong.Count} wrong, saving {score.Error:P1} out");
            faults.AddRange(Faults(kind.Rule, score));
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }

    private static IEnumerable<string> Faults(string rule, Result score)
    {
        if ((double)score.Found / (score.Found + score.Wrong.Count) is not >= PrecisionMin)
        {
            var stories = score.Wrong.GroupBy(story => story).Select(group => $"{group.Count()} {group.Key}");
            yield return $"{rule} is wrong about {string.Join(", ", stories)}";
        }

        if ((double)score.Found / score.Planted < RecallMin)
        {
            yield return $"{rule} finds {score.Found} of {score.Planted}";
        }

        if (Math.Abs(score.Error) > SavingError)
        {
            yield return $"{rule} is {score.Error:P1} out in what is saved";
        }
    }

    private static Result Score(string rule, List<Planted> fleet, List<IReadOnlyList<Candidate>> advice)
    {
        var (planted, found, truth, promised) = (0, 0, 0m, 0m);
        var wrong = new List<string>();
        for (var i = 0; i < fleet.Count; i++)
        {
            var candidate = advice[i].SingleOrDefault(candidate => candidate.Rule == rule);
            var isOwn = fleet[i].Rule == rule && fleet[i].IsWaste;
            planted += isOwn ? 1 : 0;
            if (candidate is null)
            {
                continue;
            }

            if (isOwn)
            {
                found++;
                truth += fleet[i].Saving;
                promised += SavingEstimator.Of(fleet[i].Facts, candidate.Change, candidate.LookBackDays).Saving.Expected;
            }
            else
            {
                wrong.Add($"{fleet[i].Rule} ({(fleet[i].IsWaste ? "waste" : fleet[i].Story)})");
            }
        }

        return new(planted, found, wrong, truth == 0 ? 0 : (double)((promised / truth) - 1));
    }

    private sealed record Result(int Planted, int Found, List<string> Wrong, double Error);
}
