namespace Orleans.Runtime;

/// <summary>How one host makes references to one interface, and the class that serves it if there is one.</summary>
internal sealed class InterfaceBinding<TInterface>(Func<GrainAddress, TInterface> create, GrainClass? servedBy)
{
    public GrainClass Class => servedBy
        ?? throw new ArgumentException($"No grain class implements {typeof(TInterface)}.");

    public TInterface Create(GrainAddress address) => create(address);
}

/// <summary>A small number for each interface asked for, so that a host finds its binding by index.</summary>
/// <typeparam name="TInterface">The interface.</typeparam>
internal static class InterfaceSlot<TInterface>
{
    public static readonly int Index = InterfaceSlots.Next();
}

internal static class InterfaceSlots
{
    private static int _last = -1;

    public static int Next() => Interlocked.Increment(ref _last);
}
