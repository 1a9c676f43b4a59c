namespace CostIntel.TestKit;

/// <summary>
/// The clock of a machine that somebody sets: it goes on, but what it shows may jump either way. Timers do not jump with it,
/// as they do not on a machine.
/// </summary>
public sealed class JumpingTime : TimeProvider
{
    private long _aheadTicks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));

    /// <summary>Sets it forward, or back when negative.</summary>
    public void Jump(TimeSpan by) => Interlocked.Add(ref _aheadTicks, by.Ticks);
}
