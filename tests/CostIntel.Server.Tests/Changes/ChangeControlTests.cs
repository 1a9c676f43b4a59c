using CostIntel.Contracts.Recommendations;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Sla;
using CostIntel.Grains.Changes.Control;
using CostIntel.TestKit;
using Google.Protobuf;
using Book = CostIntel.Domain.Recommendations.Book;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Server.Tests.Changes;

/// <summary>What changes share, as grains keep it: each answer outlives the process that gave it.</summary>
public sealed class ChangeControlTests : IAsyncLifetime, IDisposable
{
    private const string OneAtOnce = "limits:\n  - { name: one, at_once: 1 }\n";
    private const string OneADay = "rules:\n  - { name: safe, when: { risk_max: 0.2 }, approve: { changes_per_day: 1, cost_per_day: 1000 } }\n";

    private static readonly DateTimeOffset Noon = new(2026, 6, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccountKey Account = new(TenantId.Parse(ControlHost.Tenant), "aws", "111");

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(Noon);
    private ControlHost _host = null!;

    public async Task InitializeAsync() => _host = await StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_approval_that_was_given_before_a_crash_is_given_again_and_its_budget_taken_once()
    {
        await _host.PutPolicyAsync(OneADay);
        var first = await _host.Control.DecideAsync(new([Member("a")], ""));
        await RestartAsync();

        var again = await _host.Control.DecideAsync(new([Member("a")], ""));
        var other = await _host.Control.DecideAsync(new([Member("b")], ""));

        Assert.True(Read(first).Automatic);
        Assert.Equal((Read(first), first.Rule, first.PolicyVersion), (Read(again), again.Rule, again.PolicyVersion));
        Assert.False(Read(other).Automatic);
        Assert.Contains("its budget of 1 changes in 24 hours is used up", Read(other).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lock_outlives_a_crash_until_it_is_let_go_under_its_own_key()
    {
        await _host.PutPolicyAsync(OneAtOnce);
        Assert.True((await LockAsync("a", "a/lock/2", "vm-1")).IsLocked);
        await RestartAsync();

        var again = await LockAsync("a", "a/lock/2", "vm-1");
        var limited = await LockAsync("b", "b/lock/1", "vm-2");
        await _host.Control.ReleaseAsync("a", "a/lock/1");
        var still = await LockAsync("b", "b/lock/1", "vm-2");
        await _host.Control.ReleaseAsync("a", "a/lock/2");
        await RestartAsync();

        Assert.True(again.IsLocked);
        Assert.Contains("Limit 'one' lets 1 changes be made at once", limited.Refusal, StringComparison.Ordinal);
        Assert.False(still.IsLocked);
        Assert.Contains("was let go before", (await LockAsync("a", "a/lock/2", "vm-1")).Refusal, StringComparison.Ordinal);
        Assert.True((await LockAsync("b", "b/lock/1", "vm-2")).IsLocked);
    }

    [Fact]
    public async Task An_order_to_stop_holds_back_what_has_not_begun_and_not_the_way_back()
    {
        var request = new Proto.StopChangesRequest { Reason = "Incident.", RequestId = "q" };
        var order = await _host.Control.StopAsync(request.ToByteArray(), "ann");
        await RestartAsync();

        var refused = await LockAsync("a", "a/lock/1", "vm-1");
        var back = await LockAsync("a", "a/lock/1", "vm-1", isWayBack: true);
        var window = await _host.Control.FindWindowAsync([Member("a")], Noon.AddDays(1));
        await _host.Control.StopAsync(request.ToByteArray(), "ann");
        Assert.Single(await _host.Control.ListStopsAsync());
        Assert.True(await _host.Control.ResumeAsync(Proto.StopOrder.Parser.ParseFrom(order.Order).StopId, "bob"));

        Assert.Contains("'ann' has stopped changes", refused.Refusal, StringComparison.Ordinal);
        Assert.True(back.IsLocked);
        Assert.Equal(refused.Refusal, window.Refusal);
        Assert.Null(await _host.Control.WhyStoppedAsync([Member("a")]));
        Assert.Equal(new WindowAnswer(Noon, Noon.AddDays(1), null), await _host.Control.FindWindowAsync([Member("a")], Noon.AddDays(1)));
    }

    [Fact]
    public async Task A_change_for_which_no_window_opens_in_time_gets_the_end_of_its_approval()
    {
        await _host.PutPolicyAsync("windows:\n  - { name: sundays, days: [sun], from: '02:00', to: '04:00', zone: Etc/UTC }\n");

        var sunday = await _host.Control.FindWindowAsync([Member("a")], Noon.AddDays(7));
        var never = await _host.Control.FindWindowAsync([Member("a")], Noon.AddDays(1));

        Assert.Equal((Noon.AddHours(86), Noon.AddHours(88), null), (sunday.StartUtc, sunday.EndUtc, sunday.Refusal));
        Assert.Equal((Noon.AddDays(1), null), (never.StartUtc, never.Refusal));
    }

    [Fact]
    public async Task What_nobody_asked_for_is_explained_without_events()
    {
        _time.Advance(TimeSpan.FromHours(10));

        var explained = Proto.ExplainResponse.Parser.ParseFrom(await _host.Control.ExplainAsync(new("rec-1", [], [Member("a")])));

        Assert.Equal(("asking", "0.1", "1"), (Assert.Single(explained.Reasons).Kind, explained.CostPerHour, explained.CostSoFar));
    }

    private static StoredApprovalRequirement Read(PolicyAnswer answer) => StoredApprovalRequirement.Parser.ParseFrom(answer.Requirement);

    private static byte[] Member(string name)
    {
        var target = new Subject(
            Account, new ResourceKey(Account, "", name).ToString(), "", "Amazon EC2", "eu-west-1", name, [], Measure.Cost, "USD");
        var candidate = new Candidate("idle", new Change { Action = ActionType.Stop }, 0.9, Effort.VeryLow, "Idle.", [], 14);
        return new Book.Recommendation
        {
            Id = Book.RecommendationId.Of(target.Key, "idle", Noon),
            Target = target,
            Proposal = new(candidate, new(100, 27, new(60, 73, 80)), new(SlaOutcome.Passed, []), new(0.1, []), EnvironmentKind.NonProduction),
            State = Book.RecommendationState.Proposed,
            ProposedUtc = Noon,
            RefreshedUtc = Noon,
            Timeline = [],
        }.ToStored().ToByteArray();
    }

    private Task<LockAnswer> LockAsync(string name, string key, string resource, bool isWayBack = false) =>
        _host.Control.LockAsync(new(name, key, [Member(name)], [resource], TimeSpan.FromHours(1), isWayBack));

    private Task<ControlHost> StartAsync() => ControlHost.StartAsync(_folder.File("engine.db"), _time);

    // What was answered is in the file; all else is gone.
    private async Task RestartAsync()
    {
        await _host.DisposeAsync();
        _host = await StartAsync();
    }
}
