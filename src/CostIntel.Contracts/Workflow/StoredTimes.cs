namespace CostIntel.Contracts.Workflow;

/// <summary>Times to and from ticks; null stays null.</summary>
internal static class StoredTimes
{
    public static DateTimeOffset At(long utcTicks) => new(utcTicks, TimeSpan.Zero);

    public static DateTimeOffset? At(bool isSet, long utcTicks) => isSet ? At(utcTicks) : null;

    public static TimeSpan? For(bool isSet, long ticks) => isSet ? TimeSpan.FromTicks(ticks) : null;
}
