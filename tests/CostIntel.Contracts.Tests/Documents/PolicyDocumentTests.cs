using System.Reflection;
using System.Text.RegularExpressions;
using CostIntel.Contracts.Documents;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations.Policy;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Contracts.Tests.Documents;

public sealed partial class PolicyDocumentTests
{
    [Theory]
    [InlineData("")]
    [InlineData("# Nothing is said.\n")]
    [InlineData("---\n")]
    [InlineData("idle:\n")]
    [InlineData("{}")]
    public void What_a_document_does_not_say_is_as_by_default(string yaml) =>
        Assert.Equal(PolicyDocument.Write(AdvicePolicy.Default), PolicyDocument.Write(PolicyDocument.Parse(yaml)));

    [Fact]
    public void A_document_changes_what_it_says_and_nothing_else()
    {
        var policy = PolicyDocument.Parse("""
            minimum_saving: 25.50   # a comment
            disabled: [spot, region]
            idle: { cpu_percent: 4.5, stopped_days: 14 }
            commitments:
              term_months: [12]
              enabled: false
            """);

        Assert.Equal(25.50m, policy.MinimumSaving);
        Assert.Equal(["region", "spot"], policy.Disabled.Order());
        Assert.Equal(AdvicePolicy.Default.Idle with { CpuPercent = 4.5, StoppedDays = 14 }, policy.Idle);
        Assert.Equal([12], policy.Commitments.TermMonths);
        Assert.False(policy.Commitments.Enabled);
        Assert.Equal(AdvicePolicy.Default.Sizing, policy.Sizing);
    }

    [Fact]
    public void What_is_excluded_is_written_as_filters()
    {
        var policy = PolicyDocument.Parse("""
            exclude:
              - tag:keep=true
              - [service=Amazon EC2, "account!=1,2"]
            """);

        Assert.Equal(2, policy.Exclude.Count);
        Assert.True(policy.Exclude[0].Holds(Of("3", "Amazon S3", ("keep", "true"))));
        Assert.False(policy.Exclude[0].Holds(Of("3", "Amazon S3", ("keep", "false"))));
        Assert.True(policy.Exclude[1].Holds(Of("3", "Amazon EC2")));
        Assert.False(policy.Exclude[1].Holds(Of("2", "Amazon EC2")));
        Assert.False(policy.Exclude[1].Holds(Of("3", "Amazon S3")));
    }

    [Theory]
    [InlineData("minimum_savings: 1", 1, "minimum_savings", "no such field")]
    [InlineData("idle:\n  cpu: 3", 2, "idle.cpu", "known are cpu_percent")]
    [InlineData("look_back_days: 2", 1, "look_back_days", "a whole number from 3 to 90")]
    [InlineData("look_back_days: 14.5", 1, "look_back_days", "'14.5'")]
    [InlineData("minimum_confidence: NaN", 1, "minimum_confidence", "'NaN'")]
    [InlineData("minimum_confidence: 1e1", 1, "minimum_confidence", "a number from 0 to 1")]
    [InlineData("minimum_saving: 1,5", 1, "minimum_saving", "'1,5'")]
    [InlineData("sizing:\n\n  allow_spot: yes", 3, "sizing.allow_spot", "true or false")]
    [InlineData("idle: 3", 1, "idle", "a group of fields")]
    [InlineData("disabled: spot", 1, "disabled", "a list like [a, b]")]
    [InlineData("exclude: [keep]", 1, "exclude", "DIM=VALUE")]
    [InlineData("exclude: ['size=3']", 1, "exclude", "not a dimension")]
    [InlineData("exclude: [[]]", 1, "exclude", "leave out everything")]
    [InlineData("idle: {}\nidle: {}", 2, "idle", "second time")]
    public void What_is_wrong_is_named_with_its_line_and_the_reason(string yaml, int line, string field, string reason)
    {
        var refusal = Assert.Throws<DocumentException>(() => PolicyDocument.Parse(yaml));

        Assert.Equal((line, field), (refusal.Line, refusal.Field));
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- a", "a list; a group of fields is expected")]
    [InlineData("idle: &a {}\nsizing: *a", "Anchors and aliases")]
    [InlineData("idle: *a", "Anchors and aliases")]
    [InlineData("disabled: [!!str x]", "Tags")]
    [InlineData("idle: {", "not YAML")]
    [InlineData("idle: {}\n---\nidle: {}", "second document")]
    public void What_a_settings_file_has_no_use_for_is_refused(string yaml, string reason)
    {
        var refusal = Assert.Throws<DocumentException>(() => PolicyDocument.Parse(yaml));

        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
        Assert.True(refusal.Line >= 1);
    }

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_lines()
    {
        var refusal = Assert.Throws<DocumentException>(() => PolicyDocument.Parse("wrong: 1\nidle:\n  cpu_percent: 101\nlook_back_days: 0"));

        Assert.Equal([1, 3, 4], refusal.Faults.Select(fault => fault.Line));
    }

    [Fact]
    public void A_document_that_is_too_long_or_too_deep_is_refused()
    {
        Assert.Contains("longer than", Refusal("# " + new string('x', DocumentTree.BytesMax)), StringComparison.Ordinal);
        Assert.Contains("nested deeper", Refusal("disabled: " + new string('[', 100_000)), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_of_the_policy_can_be_written_and_is_explained()
    {
        var yaml = PolicyDocument.Write(AdvicePolicy.Default);

        Assert.Equal([], NamesOf(typeof(AdvicePolicy)).Where(name => !yaml.Contains($"{name}:", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_written_is_read_back() => Prop.ForAll(Policies().ToArbitrary(), policy =>
    {
        var written = PolicyDocument.Write(policy);
        return PolicyDocument.Write(PolicyDocument.Parse(written)) == written
            && PolicyDocument.Parse(written).Idle == policy.Idle
            && PolicyDocument.Parse(written).Exclude.Count == policy.Exclude.Count;
    }).Check(Config.QuickThrowOnFailure);

    private static string Refusal(string yaml) => Assert.Throws<DocumentException>(() => PolicyDocument.Parse(yaml)).Reason;

    private static Gen<AdvicePolicy> Policies() =>
        from saving in Gen.Choose(0, 100_000)
        from cpu in Gen.Choose(0, 1_000)
        from names in Gen.Elements("spot", "off hours", "it's", "a: b", "# no", "true", "12", "- x", "ä,ö", "[a]", "'").ListOf()
        from terms in Gen.Choose(1, 120).ListOf()
        from filters in Gen.Elements("tag:keep=true", "service=Amazon EC2", "tag:a!=b\\,c,d", "region=", "account='x'").NonEmptyListOf()
        from spot in Gen.Elements(true, false)
        select AdvicePolicy.Default with
        {
            MinimumSaving = saving / 100m,
            Idle = new() { CpuPercent = cpu / 10.0 },
            Disabled = names.ToHashSet(),
            Exclude = [.. PolicyDocument.Parse($"exclude: [{string.Join(", ", filters.Select(FieldKinds.Quote))}]").Exclude],
            Commitments = new() { TermMonths = [.. terms] },
            Sizing = new() { AllowSpot = spot },
        };

    private static Subject Of(string account, string service, params (string Key, string Value)[] tags) => new(
        new AccountKey(TenantId.Parse("acme"), "aws", account), "", "r", service, "us-east-1", "",
        [.. tags.Select(tag => KeyValuePair.Create(tag.Key, tag.Value))], Measure.Cost, "USD");

    private static IEnumerable<string> NamesOf(Type type) =>
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        from name in property.PropertyType.Name.EndsWith("Policy", StringComparison.Ordinal)
            ? NamesOf(property.PropertyType).Prepend(SnakeCase(property.Name))
            : [SnakeCase(property.Name)]
        select name;

    private static string SnakeCase(string name) => WordStart().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex WordStart();
}
