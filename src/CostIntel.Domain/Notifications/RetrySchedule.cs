using CostIntel.Domain.Identity;

namespace CostIntel.Domain.Notifications;

/// <summary>When a delivery that failed is tried again: each pause is four times the one before, up to a day.</summary>
/// <param name="First">The pause after the first attempt.</param>
/// <param name="AttemptsMax">After so many it is given up.</param>
public sealed record RetrySchedule(TimeSpan First, int AttemptsMax)
{
    private const int Growth = 4;
    private const int JitterPercent = 20;

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan PauseMax = TimeSpan.FromDays(1);

    /// <summary>The pause after an attempt.</summary>
    /// <param name="deliveryId">Spreads the deliveries that failed together: up to a fifth sooner or later, each its own.</param>
    /// <param name="attempts">Attempts so far, at least 1.</param>
    public TimeSpan PauseAfter(string deliveryId, int attempts)
    {
        var pause = First;
        for (var i = 1; i < attempts && pause < PauseMax; i++)
        {
            pause *= Growth;
        }

        pause = pause < PauseMax ? pause : PauseMax;
        var hash = PermanentHash.Hash64(System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{deliveryId} {attempts}")));
        var percent = 100 - JitterPercent + (long)(hash % ((2 * JitterPercent) + 1));
        return TimeSpan.FromTicks(pause.Ticks / 100 * percent);
    }
}
