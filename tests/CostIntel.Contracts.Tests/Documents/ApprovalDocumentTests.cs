using CostIntel.Contracts.Documents;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Approvals.Limits;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Contracts.Tests.Documents;

public sealed class ApprovalDocumentTests
{
    private const string Whole = """
        expires_after: 3d
        rules:
          - name: no deletes in production
            when: { environments: [production, unknown], actions: [delete], scopes: ['tag:team=search'] }
            forbid: Deleting is done by hand.
          - name: safe
            when: { risk_max: 0.20, saving_max: 500, sla: [passed] }
            approve: { changes_per_day: 10, cost_per_day: 5000, each: account }
          - name: big
            when: { saving_min: 1000 }
            expires_after: 36h
            ask:
              - { groups: [finops], people: [ann], count: 2, remind_after: 90m, escalate_after: 4h, escalate_to: [managers] }
              - { groups: [owners] }
        otherwise:
          - groups: [approvers]
        delegations:
          - { from: ann, groups: [finops], to: bob, since: 2026-12-20T00:00Z, until: 2027-01-07T00:00Z }
        windows:
          - { name: nights, days: [mon, tue], from: '22:00', to: '04:00', zone: Europe/Berlin }
        freezes:
          - { name: peak, from: 2026-11-27T00:00, until: 2026-12-01T00:00, zone: America/New_York, scopes: ['account=1'] }
        limits:
          - { name: all, at_once: 10, an_hour: 30 }
          - { name: fleet, each: fleet, share: 0.1 }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("# Nothing is said.\n")]
    [InlineData("expires_after: 168h")]
    public void What_a_document_does_not_say_is_as_by_default(string yaml) =>
        Assert.Equal(ApprovalDocument.Write(ApprovalPolicy.Default), ApprovalDocument.Write(ApprovalDocument.Parse(yaml)));

    [Fact]
    public void A_document_says_who_approves_when_and_how_many()
    {
        var policy = ApprovalDocument.Parse(Whole);

        Assert.Equal(
            [RuleVerdict.Forbid, RuleVerdict.Approve, RuleVerdict.Ask], policy.Rules.Select(rule => rule.Verdict));
        Assert.Equal([EnvironmentKind.Production, EnvironmentKind.Unknown], policy.Rules[0].When.Environments);
        Assert.Equal(new ChangeBudget(10, 5_000, Dimension.Of(DimensionKind.Account)), policy.Rules[1].Budget);
        Assert.Equal((0.2m, 500m), (policy.Rules[1].When.RiskMax, policy.Rules[1].When.SavingMax));
        var level = policy.Rules[2].Levels[0];
        Assert.Equal((2, TimeSpan.FromMinutes(90), TimeSpan.FromHours(4)), (level.Count, level.RemindAfter, level.EscalateAfter));
        Assert.Equal(TimeSpan.FromHours(36), policy.Rules[2].ExpiresAfter);
        Assert.Equal(new DateTimeOffset(2026, 12, 20, 0, 0, 0, TimeSpan.Zero), Assert.Single(policy.Delegations).SinceUtc);
        Assert.Equal("Europe/Berlin", Assert.Single(policy.Calendar.Windows).Zone.Id);
        Assert.Equal(new DateTimeOffset(2026, 11, 27, 5, 0, 0, TimeSpan.Zero), Assert.Single(policy.Calendar.Freezes).StartUtc);
        Assert.Equal([BlastGroup.Everything, BlastGroup.Fleet], policy.Limits.Select(limit => limit.Each));
    }

    [Fact]
    public void An_empty_section_is_empty()
    {
        var policy = ApprovalDocument.Parse("rules: []\nlimits: []");

        Assert.Empty(policy.Rules);
        Assert.Empty(policy.Limits);
    }

    [Fact]
    public void Equal_policies_have_one_version_however_they_are_written_and_others_another()
    {
        var policy = ApprovalDocument.Parse(Whole);
        var rewritten = Whole.Replace("0.20", "0.2", StringComparison.Ordinal)
            .Replace("3d", "72h", StringComparison.Ordinal).Replace("{ groups: [owners] }", "{ count: 1, groups: [ 'owners' ] } # all", StringComparison.Ordinal);

        Assert.Matches("^[0-9a-f]{20}$", policy.Version);
        Assert.Equal(policy.Version, ApprovalDocument.Parse(rewritten).Version);
        Assert.Equal(policy.Version, ApprovalDocument.Parse(ApprovalDocument.Write(policy)).Version);
        Assert.NotEqual(policy.Version, ApprovalDocument.Parse(Whole.Replace("count: 2", "count: 3", StringComparison.Ordinal)).Version);
    }

    [Theory]
    [InlineData("rule: []", 1, "rule", "no such field")]
    [InlineData("expires_after: 7", 1, "expires_after", "like 7d, 4h or 30m")]
    [InlineData("expires_after: 0d", 1, "expires_after", "'0d'")]
    [InlineData("expires_after: 367d", 1, "expires_after", "up to 366d")]
    [InlineData("rules:\n  - { forbid: no }", 2, "rules[0].name", "missing")]
    [InlineData("rules:\n  - { name: a }", 2, "rules[0].name", "exactly one of forbid, approve and ask; this one has 0")]
    [InlineData("rules:\n  - { name: a, forbid: no, ask: [{ groups: [b] }] }", 2, "rules[0].name", "this one has 2")]
    [InlineData("rules:\n  - { name: a, forbid: no }\n  - { name: a, forbid: no }", 3, "rules[1].name", "names are unique")]
    [InlineData("rules:\n  - { name: a, approve: { changes_per_day: 1, cost_per_day: 1 } }", 2, "rules[0].approve", "risk_max of at most 0.5")]
    [InlineData("rules:\n  - name: a\n    when: { risk_max: 0.6 }\n    approve: { changes_per_day: 1, cost_per_day: 1 }", 4, "rules[0].approve", "risk_max")]
    [InlineData("rules:\n  - name: a\n    when: { risk_max: 0.5 }\n    approve: { changes_per_day: 1 }", 4, "rules[0].approve.cost_per_day", "missing")]
    [InlineData("rules:\n  - name: a\n    when: { actions: [remove] }\n    forbid: no", 3, "rules[0].when.actions", "one of rightsize, stop, delete, scale-in")]
    [InlineData("rules:\n  - name: a\n    when: { saving_min: 2, saving_max: 1 }\n    forbid: no", 3, "rules[0].when.saving_min", "nothing is ever meant")]
    [InlineData("otherwise:\n  - { count: 1 }", 2, "otherwise[0].groups", "groups, people or both")]
    [InlineData("otherwise:\n  - { people: [a], count: 2 }", 2, "otherwise[0].count", "only 1 are asked")]
    [InlineData("otherwise:\n  - { people: [a, a], count: 2 }", 2, "otherwise[0].count", "only 1 are asked")]
    [InlineData("otherwise:\n  - { groups: [a], escalate_after: 1h }", 2, "otherwise[0].escalate_after", "belong together")]
    [InlineData("otherwise:\n  - { groups: [a], remind_after: 1h, escalate_after: 1h, escalate_to: [b] }", 2, "otherwise[0].remind_after", "before others")]
    [InlineData("otherwise:\n  - { groups: [a], remind_after: 7d }", 2, "otherwise", "expires before")]
    [InlineData("otherwise: []", 1, "otherwise", "Somebody has to be asked")]
    [InlineData("windows:\n  - { name: n, from: '24:00', to: '04:00', zone: UTC }", 2, "windows[0].from", "'22:00'")]
    [InlineData("windows:\n  - { name: n, from: '22:00', to: '04:00', zone: Mars/Base }", 2, "windows[0].zone", "'Mars/Base'")]
    [InlineData("windows:\n  - { name: n, from: '22:00', to: '04:00', zone: ../../../etc/localtime }", 2, "windows[0].zone", "a time zone like")]
    [InlineData("windows:\n  - { name: n, from: '22:00', to: '04:00', zone: /usr/share/zoneinfo/UTC }", 2, "windows[0].zone", "a time zone like")]
    [InlineData("freezes:\n  - { name: f, from: 2026-12-01T00:00, until: 2026-12-01T00:00, zone: UTC }", 2, "freezes[0].until", "after it has begun")]
    [InlineData("freezes:\n  - { name: f, from: 9999-12-01T00:00, until: 9999-12-02T00:00, zone: UTC }", 2, "freezes[0].from", "from 2000 to 2999")]
    [InlineData("delegations:\n  - { from: a, to: a, since: 2026-12-01T00:00Z, until: 2026-12-02T00:00Z }", 2, "delegations[0].to", "Somebody else")]
    [InlineData("delegations:\n  - { from: a, to: b, since: 2026-12-01T00:00, until: 2026-12-02T00:00Z }", 2, "delegations[0].since", "an instant like")]
    [InlineData("limits:\n  - { name: l }", 2, "limits[0].name", "at least one of")]
    [InlineData("limits:\n  - { name: l, share: 0.5 }", 2, "limits[0].share", "each: fleet")]
    public void What_is_wrong_is_named_with_its_line_and_the_reason(string yaml, int line, string field, string reason)
    {
        var refusal = Assert.Throws<DocumentException>(() => ApprovalDocument.Parse(yaml));

        Assert.Equal((line, field), (refusal.Line, refusal.Field));
        Assert.Contains(reason, refusal.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var refusal = Assert.Throws<DocumentException>(() => ApprovalDocument.Parse(
            "rules:\n  - name: a\nwindows:\n  - { name: w, from: 1, to: 2, zone: UTC }\nlimits:\n  - { name: l }\nwrong: 1"));

        Assert.Equal([2, 4, 4, 6, 7], refusal.Faults.Select(fault => fault.Line));
    }

    [Fact]
    public void What_is_written_is_read_back() => Prop.ForAll(Policies().ToArbitrary(), policy =>
    {
        var written = ApprovalDocument.Write(policy);
        var read = ApprovalDocument.Parse(written);
        return ApprovalDocument.Write(read) == written
            && read.Rules.Select(rule => rule.Name).SequenceEqual(policy.Rules.Select(rule => rule.Name))
            && read.Rules.Select(rule => rule.Budget).SequenceEqual(policy.Rules.Select(rule => rule.Budget))
            && read.Otherwise[0].Groups.SequenceEqual(policy.Otherwise[0].Groups)
            && read.Limits.Select(limit => limit.Share).SequenceEqual(policy.Limits.Select(limit => limit.Share));
    }).Check(Config.QuickThrowOnFailure);

    private static Gen<ApprovalPolicy> Policies() =>
        from names in Gen.Elements("a", "off hours", "it's", "a: b", "# no", "true", "12", "- x", "ä,ö", "[a]", "{", "'", "null").NonEmptyListOf()
        from risk in Gen.Choose(0, 50)
        from cost in Gen.Choose(0, 1_000_000)
        from minutes in Gen.Choose(1, 10_000)
        from count in Gen.Choose(1, 20)
        from filters in Gen.Elements("tag:keep=true", "service=Amazon EC2", "tag:a!=b\\,c,d", "region=").ListOf()
        from each in Gen.Elements<Dimension?>(null, Dimension.Of(DimensionKind.SubAccount), Dimension.OfTag("cost center"))
        let when = ApprovalDocument.Parse(
            $"rules: [{{ name: a, forbid: b, when: {{ scopes: [{string.Join(", ", filters.Select(FieldKinds.Quote))}] }} }}]").Rules[0].When
        select ApprovalPolicy.Default with
        {
            ExpiresAfter = TimeSpan.FromMinutes(minutes),
            Rules = [.. names.Distinct().Select((name, index) => new ApprovalRule
            {
                Name = name,
                When = when with { RiskMax = risk / 100m, SavingMin = -cost / 100m },
                Verdict = index % 2 == 0 ? RuleVerdict.Approve : RuleVerdict.Forbid,
                Budget = index % 2 == 0 ? new(count, cost / 100m, each) : null,
                Reason = index % 2 == 0 ? "" : name,
            })],
            Otherwise = [new([.. names], [], count, null, null, [])],
            Limits = [new(names[0], when.Scopes, BlastGroup.Fleet, count, null, (risk + 1) / 100m)],
        };
}
