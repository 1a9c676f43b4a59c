using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Recommendations.Recommenders;
using CostIntel.Domain.Telemetry;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Recommendations;

public sealed class AdvisorTests
{
    private const string Rule = "unattached-disk";

    private static readonly string[] Types =
        ["instance", "volume", "snapshot", "bucket", "log-group", "elastic-ip", "loadbalancer", "db instance", "deployment", ""];

    private static readonly string[] Meters =
        ["p3.2xlarge", "a1.xlarge", "r5.large", "gp2", "STANDARD", "NatGateway-Bytes", "t3.large", ""];

    private static readonly double[] Values = [0, 1e-9, 0.5, 3, 50, 99, 1e6, 1e12, 1e300];

    [Fact]
    public void Names_are_unique_and_lower_case_with_hyphens()
    {
        var rules = RecommenderList.All.Select(recommender => recommender.Rule).ToList();

        Assert.Equal(rules.Distinct(), rules);
        Assert.All(rules, rule => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", rule));
    }

    [Fact]
    public void A_recommender_that_is_not_wanted_says_nothing() =>
        Advice.None(Rule, Disk(), new() { Disabled = new HashSet<string> { Rule } });

    [Fact]
    public void A_resource_that_is_left_alone_is_not_looked_at()
    {
        Assert.True(Dimension.TryParse("tag:keep", out var tag));
        var scope = new Scope([new CostFilter(tag, new HashSet<string> { "true" }, false)]);
        var policy = new AdvicePolicy { Exclude = [scope] };

        Advice.None(Rule, Disk().Tag("keep", "true"), policy);
        Advice.Expected(Rule, Disk().Tag("keep", "false"), policy);
    }

    [Fact]
    public void Less_confidence_than_the_policy_asks_for_is_no_candidate() =>
        Advice.None(Rule, Disk(), new() { MinimumConfidence = 0.99 });

    [Fact]
    public void What_is_not_charged_any_more_needs_no_advice()
    {
        var gone = Disk().Facts() with { LastChargeSeconds = TestResource.Now - (20 * TestResource.Day) };

        Assert.Empty(Advisor.Candidates(gone, TestCatalog.Full, AdvicePolicy.Default));
        Assert.Empty(Advisor.Candidates(Disk().Costs(0).Facts(), TestCatalog.Full, AdvicePolicy.Default));
    }

    [Fact]
    public void A_longer_look_back_needs_longer_evidence()
    {
        var policy = new AdvicePolicy { LookBackDays = 60 };

        Advice.None(Rule, Disk(), policy);
        Assert.Equal(60, Advice.Expected(Rule, Disk().Always("attachments", 0, days: 61), policy).LookBackDays);
    }

    [Fact]
    public void Without_a_catalogue_only_what_needs_no_prices_is_recommended() => Assert.Equal(
        [Rule],
        Advisor.Candidates(Disk().Facts(), PriceCatalog.Empty, AdvicePolicy.Default).Select(candidate => candidate.Rule));

    [Fact]
    public void Whatever_is_streamed_advice_has_sense_and_is_the_same_again()
    {
        var policy = new AdvicePolicy
        {
            MinimumConfidence = 0,
            Sizing = new() { AllowRegionChange = true, AllowProviderChange = true },
            Schedule = new() { AllowProduction = true },
        };
        var any = from type in Gen.Elements(Types)
                  from meter in Gen.Elements(Meters)
                  from cost in Gen.Elements(0m, 0.000001m, 7m, 1e12m)
                  from days in Gen.Choose(1, 40)
                  from values in Gen.Elements(Values).ListOf(MetricVocabulary.All.Count)
                  select Any(type, meter, cost, days, [.. values]);

        Prop.ForAll(Arb.From(any), resource =>
        {
            var facts = resource.Facts();
            var candidates = Advisor.Candidates(facts, TestCatalog.Full, policy);
            return candidates.All(candidate => candidate.Confidence is >= 0 and <= 1 && candidate.Change.PriceRatio >= 0
                    && candidate.Change.AddedPerMonth >= 0 && candidate.Reason.Length > 0)
                && candidates.Select(candidate => candidate.Reason).SequenceEqual(
                    Advisor.Candidates(facts, TestCatalog.Full, policy).Select(candidate => candidate.Reason));
        }).Check(Config.QuickThrowOnFailure);
    }

    private static TestResource Any(string type, string meter, decimal cost, int days, double[] values)
    {
        var resource = new TestResource(type).Sku(meter).Costs(cost, days);
        for (var i = 0; i < values.Length; i++)
        {
            // Each third metric is not streamed, each second goes up and down.
            var (value, name) = (values[i], MetricVocabulary.All[i].Name);
            resource = i % 3 == 2 ? resource : resource.Metric(name, ago => i % 2 == 0 || ago % 2 < 1 ? value : 0, days);
        }

        return resource;
    }

    private static TestResource Disk() => new TestResource("volume").Costs(1).Always("attachments", 0);
}
