using CostIntel.Domain.Recommendations.Commitments;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Simulation;
using static CostIntel.Domain.Tests.Recommendations.Commitments.TestUsage;

namespace CostIntel.Domain.Tests.Recommendations.Commitments;

/// <summary>Accounts whose usage is worth a commitment, and others that look like it.</summary>
public sealed class PlantedAccounts
{
    private const int AccountsPerKind = 40;
    private const double Ratio = 0.7;

    private static readonly AdvicePolicy Policy = AdvicePolicy.Default with
    {
        Commitments = new() { FloorShareMax = 1, RiskShareMax = 100, TermMonths = [12] },
    };

    /// <summary>Usage of an hour at level 1, by kind; true where a commitment of today's level would pay.</summary>
    private static readonly Dictionary<string, (bool IsWorthIt, Func<int, int, double> Usage)> Kinds = new()
    {
        ["steady"] = (true, (_, _) => 1),
        ["busier by day"] = (true, (_, hour) => hour is >= 8 and < 18 ? 1.6 : 1),
        ["quieter at weekends"] = (true, (day, _) => day % 7 < 5 ? 1.3 : 1),
        ["growing"] = (true, (day, _) => 0.6 + (day / 150.0)),
        ["by day alone"] = (false, (_, hour) => hour is >= 8 and < 18 ? 1 : 0),
        ["by week alone"] = (false, (day, _) => day % 7 < 5 ? 1 : 0),
        ["falling"] = (false, (day, _) => 1.6 - (day / 60.0)),
        ["ended"] = (false, (day, _) => day < 58 ? 1 : 0),
        ["new"] = (false, (day, _) => day >= 50 ? 1 : 0),
        ["one batch"] = (false, (day, hour) => day == 55 && hour < 12 ? 40 : 0),
    };

    [Fact]
    public void Usage_that_is_worth_a_commitment_is_found_and_what_looks_like_it_is_not()
    {
        var (right, wrong, missed) = (0, 0, 0);
        foreach (var (_, isWorthIt, usage) in Accounts())
        {
            var isFound = Found(usage) is not null;
            right += isFound && isWorthIt ? 1 : 0;
            wrong += isFound && !isWorthIt ? 1 : 0;
            missed += !isFound && isWorthIt ? 1 : 0;
        }

        Assert.True(right >= 0.95 * (right + wrong), $"{wrong} proposals of {right + wrong} are wrong.");
        Assert.True(right >= 0.9 * (right + missed), $"{missed} of {right + missed} are missed.");
    }

    [Fact]
    public void What_a_commitment_saves_in_the_month_after_is_near_what_was_said()
    {
        foreach (var (kind, isWorthIt, usage) in Accounts())
        {
            if (!isWorthIt || kind == "growing" || Found(usage) is not { } found)
            {
                continue;
            }

            var paid = found.Candidate.Evidence.Single(item => item.Name == "paid an hour").Value;
            var truth = 730 * Enumerable.Range(0, 28 * 24)
                .Average(hour => Math.Min(usage(CommitmentWindow.Days + (hour / 24), hour % 24), paid / Ratio) - paid);

            Assert.InRange((double)found.Estimate.Saving.Expected, 0.9 * truth, 1.1 * truth);
        }
    }

    private static AccountCandidate? Found(Func<int, int, double> usage) =>
        CommitmentPurchase.Recommend("aws", Basis(Pool(usage)), Catalog, Policy).SingleOrDefault();

    private static IEnumerable<(string Kind, bool IsWorthIt, Func<int, int, double> Usage)> Accounts()
    {
        foreach (var (kind, (isWorthIt, usage)) in Kinds)
        {
            for (var number = 0; number < AccountsPerKind; number++)
            {
                var random = new SimulationRandom((ulong)number);
                var level = Math.Exp(4 * random.Uniform());
                var noise = Enumerable.Range(0, (CommitmentWindow.Days + 28) * 24).Select(_ => 1 + (0.05 * random.Normal())).ToArray();
                yield return (kind, isWorthIt, (day, hour) => level * usage(day, hour) * noise[(day * 24) + hour]);
            }
        }
    }
}
