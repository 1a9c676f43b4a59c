using CostIntel.Domain.Workflow.Approvals.Limits;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Workflow.Approvals.TestChanges;

namespace CostIntel.Domain.Tests.Workflow.Approvals;

public sealed class BlastRadiusTests
{
    private static readonly TimeSpan HalfHour = TimeSpan.FromMinutes(30);

    [Fact]
    public void Changes_begin_while_fewer_than_the_limit_are_being_made()
    {
        var radius = new BlastRadius([new("two", [], BlastGroup.Everything, 2, null, null)]);
        var leases = Taken(radius, Request("a"), Request("b"));

        var refused = radius.TryTake(leases, Request("c"), Noon.AddMinutes(10));

        Assert.False(refused.IsGranted);
        Assert.Contains("'two' lets 2 changes be made at once; 2 are being made", refused.Refusal, StringComparison.Ordinal);
        Assert.Equal(Noon + HalfHour, refused.RetryUtc);
        Assert.True(radius.TryTake(BlastRadius.Release(leases, "a", Noon), Request("c"), Noon).IsGranted);
    }

    [Fact]
    public void What_nobody_gives_back_ends_by_itself()
    {
        var radius = new BlastRadius([new("one", [], BlastGroup.Everything, 1, null, null)]);

        Assert.True(radius.TryTake(Taken(radius, Request("a")), Request("b"), Noon + HalfHour).IsGranted);
    }

    [Fact]
    public void A_change_that_holds_a_lease_has_it_renewed_and_counts_once()
    {
        var radius = new BlastRadius([new("one", [], BlastGroup.Everything, 1, 1, null)]);

        var again = radius.TryTake(Taken(radius, Request("a")), Request("a"), Noon.AddMinutes(20));

        Assert.True(again.IsGranted);
        Assert.Equal(Noon.AddMinutes(50), Assert.Single(again.Leases).UntilUtc);
    }

    [Fact]
    public void So_many_begin_within_an_hour_even_when_they_are_done_sooner()
    {
        var radius = new BlastRadius([new("calm", [], BlastGroup.Everything, null, 2, null)]);
        var leases = Taken(radius, Request("a"), Request("b"));
        leases = BlastRadius.Release(BlastRadius.Release(leases, "a", Noon.AddMinutes(1)), "b", Noon.AddMinutes(1));

        var refused = radius.TryTake(leases, Request("c"), Noon.AddMinutes(59));

        Assert.Equal(Noon.AddHours(1), refused.RetryUtc);
        Assert.True(radius.TryTake(leases, Request("c"), Noon.AddHours(1)).IsGranted);
    }

    [Fact]
    public void A_change_that_tries_again_within_the_hour_counts_once()
    {
        var radius = new BlastRadius([new("calm", [], BlastGroup.Everything, null, 2, null)]);
        var leases = BlastRadius.Release(Taken(radius, Request("a")), "a", Noon.AddMinutes(1));
        leases = radius.TryTake(leases, Request("a"), Noon.AddMinutes(10)).Leases;

        Assert.True(radius.TryTake(leases, Request("b"), Noon.AddMinutes(11)).IsGranted);
    }

    [Fact]
    public void A_lease_is_given_back_under_its_own_key_only()
    {
        var radius = new BlastRadius([new("one", [], BlastGroup.Everything, 1, null, null)]);
        var again = radius.TryTake([], Request("a") with { Key = "a/lock/2" }, Noon).Leases;

        Assert.True(Assert.Single(BlastRadius.Release(again, "a/lock/1", Noon)).HoldsAt(Noon));
        Assert.False(Assert.Single(BlastRadius.Release(again, "a/lock/2", Noon)).HoldsAt(Noon));
    }

    [Fact]
    public void Accounts_and_services_are_counted_each_for_itself()
    {
        var account = new BlastRadius([new("account", [], BlastGroup.Account, 1, null, null)]);
        var service = new BlastRadius([new("service", [], BlastGroup.Service, 1, null, null)]);

        Assert.False(account.TryTake(Taken(account, Request("a")), Request("b"), Noon).IsGranted);
        Assert.True(account.TryTake(Taken(account, Request("a")), Request("b", account: "2"), Noon).IsGranted);
        Assert.True(service.TryTake(Taken(service, Request("a")), Request("b", service: "Amazon S3"), Noon).IsGranted);
    }

    [Theory]
    [InlineData(30, 3)]
    [InlineData(39, 3)]
    [InlineData(4, 1)]
    public void So_much_of_a_fleet_is_changed_at_once_and_at_least_one(int size, int allowed)
    {
        var radius = new BlastRadius([new("fleet", [], BlastGroup.Fleet, null, null, 0.1m)]);
        IReadOnlyList<BlastLease> leases = [];
        var granted = 0;
        foreach (var name in Enumerable.Range(0, 10))
        {
            var answer = radius.TryTake(leases, new($"{name}", Target("1"), "web", size, HalfHour), Noon);
            (leases, granted) = (answer.Leases, granted + (answer.IsGranted ? 1 : 0));
        }

        Assert.Equal(allowed, granted);
        Assert.True(radius.TryTake(leases, Request("other fleet"), Noon).IsGranted);
    }

    [Fact]
    public void A_limit_counts_only_what_its_scopes_hold()
    {
        var radius = new BlastRadius([new("one", [Accounts("1")], BlastGroup.Everything, 1, null, null)]);
        var leases = Taken(radius, Request("a", account: "2"), Request("b", account: "2"));

        Assert.True(radius.TryTake(leases, Request("c"), Noon).IsGranted);
    }

    [Fact]
    public void Whatever_happens_no_limit_is_exceeded_and_what_is_refused_changes_nothing() => Prop.ForAll(
        Gen.Choose(0, 9_999).ListOf(60).ToArbitrary(),
        steps =>
        {
            var radius = new BlastRadius(
            [
                new("all", [], BlastGroup.Everything, 4, 9, null),
                new("account", [], BlastGroup.Account, 2, null, null),
                new("fleet", [], BlastGroup.Fleet, null, null, 0.25m),
            ]);
            IReadOnlyList<BlastLease> leases = [];
            var begun = new Dictionary<string, DateTimeOffset>();
            var now = Noon;
            foreach (var step in steps)
            {
                now = now.AddMinutes(step % 7);
                var id = $"{step % 20}";
                var wasHeld = leases.Any(lease => lease.CaseId == id && lease.HoldsAt(now));
                if (step % 3 == 0)
                {
                    leases = BlastRadius.Release(leases, id, now);
                    continue;
                }

                var request = new BlastRequest(id, Target($"{step % 20 % 3}"), "web", 12, TimeSpan.FromMinutes(5 + (step % 40))) { Key = id };
                var answer = radius.TryTake(leases, request, now);
                leases = answer.Leases;
                begun[id] = answer.IsGranted && !wasHeld ? now : begun.GetValueOrDefault(id);
                Assert.Equal(answer.IsGranted, leases.Any(lease => lease.CaseId == id && lease.HoldsAt(now)));
                AssertWithin(leases.Where(lease => lease.HoldsAt(now)).ToList(), begun.Values.Count(at => at > now.AddHours(-1)));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static void AssertWithin(List<BlastLease> running, int begunWithinTheHour)
    {
        Assert.True(running.Count <= 3, "A quarter of 12 is 3.");
        Assert.True(begunWithinTheHour <= 9);
        Assert.All(running.GroupBy(lease => lease.Target.Account), account => Assert.True(account.Count() <= 2));
        Assert.Equal(running.Count, running.DistinctBy(lease => lease.CaseId).Count());
    }

    private static BlastRequest Request(string id, string account = "1", string service = "Amazon EC2") =>
        new(id, Target(account, service), "", 0, HalfHour) { Key = id };

    private static IReadOnlyList<BlastLease> Taken(BlastRadius radius, params BlastRequest[] requests)
    {
        IReadOnlyList<BlastLease> leases = [];
        foreach (var request in requests)
        {
            var answer = radius.TryTake(leases, request, Noon);
            Assert.True(answer.IsGranted, answer.Refusal);
            leases = answer.Leases;
        }

        return leases;
    }
}
