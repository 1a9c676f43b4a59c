using CostIntel.Domain.Workflow;

namespace CostIntel.Domain.Tests.Workflow;

public sealed class ResourceLockTests
{
    private static readonly DateTimeOffset Now = CaseRun.Start;

    private readonly ResourceLock _locks = new([], []);

    [Fact]
    public void Two_cases_never_change_the_same_resource()
    {
        Assert.Null(_locks.Take(["vm-1", "vm-2"], "a", "a/lock/1", Now));

        Assert.Equal(
            "'vm-2' is being changed by case 'a' since 2026-03-02T09:00:00.0000000+00:00.",
            _locks.Take(["vm-2", "vm-3"], "b", "b/lock/1", Now));
        Assert.Null(_locks.Take(["vm-3"], "c", "c/lock/1", Now));
        _locks.Release("a/lock/1");
        Assert.Null(_locks.Take(["vm-2"], "b", "b/lock/1", Now));
    }

    [Fact]
    public void Asking_again_changes_nothing()
    {
        Assert.Null(_locks.Take(["vm-1"], "a", "a/lock/1", Now));
        Assert.Null(_locks.Take(["vm-1"], "a", "a/lock/1", Now.AddHours(1)));

        Assert.Equal([new("vm-1", "a", "a/lock/1", Now)], _locks.Leases);
    }

    [Fact]
    public void A_lock_that_was_let_go_before_it_was_taken_is_not_taken()
    {
        _locks.Release("a/lock/1");

        Assert.NotNull(_locks.Take(["vm-1"], "a", "a/lock/1", Now));
        Assert.Empty(_locks.Leases);
        Assert.NotNull(new ResourceLock([], _locks.Released).Take(["vm-1"], "a", "a/lock/1", Now));
    }

    [Fact]
    public void What_is_stored_locks_as_before()
    {
        _locks.Take(["vm-1"], "a", "a/lock/1", Now);

        Assert.NotNull(new ResourceLock(_locks.Leases, _locks.Released).Take(["vm-1"], "b", "b/lock/1", Now));
    }

    [Fact]
    public void Only_so_many_released_keys_are_remembered()
    {
        for (var number = 0; number <= ResourceLock.ReleasedMax; number++)
        {
            _locks.Release(CaseKeys.Lock("a", number));
        }

        Assert.Equal((ResourceLock.ReleasedMax, "a/lock/1"), (_locks.Released.Count, _locks.Released.First()));
    }
}
