namespace Grpc.Framing;

/// <summary>What the runtime's timers can do.</summary>
internal static class Timers
{
    /// <summary>Timers count milliseconds in 32 bits; deadlines further off than this mean none in practice.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(49);
}
