using CostIntel.Domain.Workflow.Approvals;
using CostIntel.Domain.Workflow.Approvals.Limits;
using CostIntel.Domain.Workflow.Control;
using FsCheck;
using FsCheck.Fluent;
using static CostIntel.Domain.Tests.Workflow.Approvals.TestChanges;

namespace CostIntel.Domain.Tests.Workflow.Control;

public sealed class ControlLocksTests
{
    private static readonly ApprovalPolicy TwoAtOnce = Policy() with { Limits = [new("two", [], BlastGroup.Everything, 2, null, null)] };

    [Fact]
    public void A_change_takes_its_resources_and_its_room_together()
    {
        var (book, outcome) = ControlLocks.Take(ControlBook.Empty, TwoAtOnce, Change("a", "r1", "r2"), Noon);

        Assert.Null(outcome.Refusal);
        Assert.Equal(["r1", "r2"], book.Locks.Select(lease => lease.Resource));
        Assert.Equal("a/rec-a", Assert.Single(book.Leases).CaseId);
    }

    [Fact]
    public void Nothing_is_taken_when_the_resources_are_anothers()
    {
        var (book, _) = ControlLocks.Take(ControlBook.Empty, TwoAtOnce, Change("a", "r1"), Noon);

        var (after, outcome) = ControlLocks.Take(book, TwoAtOnce, Change("b", "r2", "r1"), Noon);

        Assert.Contains("'r1' is being changed by case 'a'", outcome.Refusal, StringComparison.Ordinal);
        Assert.Same(book, after);
    }

    [Fact]
    public void Nothing_is_taken_when_a_limit_has_no_room()
    {
        var book = Taken("a", "b");

        var (after, outcome) = ControlLocks.Take(book, TwoAtOnce, Change("c", "rc"), Noon);

        Assert.Contains("Limit 'two' lets 2 changes be made at once", outcome.Refusal, StringComparison.Ordinal);
        Assert.Equal(Noon.AddHours(1), outcome.RetryUtc);
        Assert.Same(book, after);
    }

    [Fact]
    public void The_same_key_again_is_the_same_lock_also_when_changes_have_been_stopped_since()
    {
        var book = Taken("a");
        var (stopped, _, _) = ControlStops.Stop(book, [], "Release night.", "", "ann", Noon);

        var (after, outcome) = ControlLocks.Take(stopped, TwoAtOnce, Change("a", "ra"), Noon.AddMinutes(1));

        Assert.Null(outcome.Refusal);
        Assert.Same(stopped, after);
    }

    [Fact]
    public void What_was_let_go_makes_room_and_its_key_never_locks_again()
    {
        var book = ControlLocks.Release(Taken("a", "b"), "a/lock/1", Noon);

        Assert.Null(ControlLocks.Take(book, TwoAtOnce, Change("c", "rc"), Noon).Outcome.Refusal);
        Assert.Contains("was let go before", ControlLocks.Take(book, TwoAtOnce, Change("a", "ra"), Noon).Outcome.Refusal, StringComparison.Ordinal);
        Assert.Same(book, ControlLocks.Release(book, "a/lock/1", Noon.AddMinutes(1)));
    }

    [Fact]
    public void An_order_to_stop_and_a_closed_calendar_hold_a_change_back_and_not_its_undoing()
    {
        var (stopped, _, _) = ControlStops.Stop(Taken("a", "b"), [], "Release night.", "", "ann", Noon);
        var frozen = TwoAtOnce with
        {
            Calendar = new([], [new("peak", [], new(2026, 6, 10), new(2026, 6, 11), TimeZoneInfo.Utc)]),
        };

        Assert.Contains("'ann' has stopped changes", ControlLocks.Take(stopped, frozen, Change("c", "rc"), Noon).Outcome.Refusal, StringComparison.Ordinal);
        var closed = ControlLocks.Take(ControlBook.Empty, frozen, Change("c", "rc"), Noon).Outcome;
        Assert.Contains("freeze 'peak' holds", closed.Refusal, StringComparison.Ordinal);
        Assert.Equal(At("2026-06-11T00:00Z"), closed.RetryUtc);
        var (undoing, back) = ControlLocks.Take(stopped, frozen, Change("c", "rc") with { IsWayBack = true }, Noon);
        Assert.Null(back.Refusal);
        Assert.Equal(stopped.Leases, undoing.Leases);
        Assert.Contains("'ra' is being changed", ControlLocks.Take(undoing, frozen, Change("d", "ra") with { IsWayBack = true }, Noon).Outcome.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_that_is_more_than_a_limit_by_itself_is_told_so()
    {
        var three = Change("a", "r1") with { Members = [Member("1"), Member("2"), Member("3")] };

        var outcome = ControlLocks.Take(Taken("b"), TwoAtOnce, three, Noon).Outcome;

        Assert.EndsWith("This change alone is more than that.", outcome.Refusal, StringComparison.Ordinal);
        Assert.Null(outcome.RetryUtc);
    }

    [Fact]
    public void Whatever_comes_in_whatever_order_a_resource_is_changed_by_one_and_limits_hold() => Prop.ForAll(
        Gen.Choose(0, 99_999).ListOf(80).ToArbitrary(),
        steps =>
        {
            var book = ControlBook.Empty;
            var now = Noon;
            foreach (var step in steps)
            {
                now = now.AddMinutes(step % 3);
                var (name, number) = ($"{step % 7}", 1 + (step / 7 % 3));
                var request = Change(name, $"r{step % 5}", $"r{step % 4}") with
                {
                    Key = $"{name}/lock/{number}", IsWayBack = step % 11 == 0, HeldFor = TimeSpan.FromDays(1),
                };
                book = step % 3 == 0 ? ControlLocks.Release(book, request.Key, now) : ControlLocks.Take(book, TwoAtOnce, request, now).After;
                Assert.Equal(book.Locks.Count, book.Locks.DistinctBy(lease => lease.Resource).Count());
                Assert.DoesNotContain(book.Locks, lease => book.Released.Contains(lease.Key));
                Assert.True(book.Leases.Count(lease => lease.HoldsAt(now)) <= 2);
                Assert.All(book.Leases.Where(lease => lease.HoldsAt(now)), lease => Assert.Contains(book.Locks, held => held.Key == lease.Key));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static ControlBook Taken(params string[] names) => names.Aggregate(
        ControlBook.Empty, (book, name) => ControlLocks.Take(book, TwoAtOnce, Change(name, "r" + name), Noon).After);

    private static LockMember Member(string id) => new("rec-" + id, Target("1"), "", 1);

    private static LockRequest Change(string name, params string[] resources) =>
        new(name, $"{name}/lock/1", [Member(name)], resources, TimeSpan.FromHours(1), false);
}
