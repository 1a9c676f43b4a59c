using Orleans.Runtime;

namespace Orleans;

/// <summary>Identity and casts of grains and references.</summary>
public static class GrainExtensions
{
    /// <summary>A reference to <paramref name="grain"/> by the interface asked for.</summary>
    /// <typeparam name="TGrainInterface">An interface that the grain's class implements.</typeparam>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        var reference = ReferenceTo(grain);
        return reference is TGrainInterface already ? already : reference.Cast<TGrainInterface>();
    }

    /// <summary>The same grain by another of its interfaces.</summary>
    /// <typeparam name="TGrainInterface">An interface that the grain's class implements.</typeparam>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) =>
        grain.AsReference<TGrainInterface>();

    /// <summary>The identity of a grain or of a reference.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => ReferenceTo(grain).GrainId;

    /// <summary>The string key of a grain or of a reference.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) =>
        grain is Grain instance ? Activation.Of(instance).Key : ReferenceTo(grain).Key;

    private static GrainReference ReferenceTo(IAddressable grain) => grain switch
    {
        GrainReference reference => reference,
        IGrainBase instance => instance.GrainContext.GrainReference,
        _ => throw new ArgumentException(
            $"{grain.GetType()} is neither a grain nor a reference; use IGrainFactory.CreateObjectReference.",
            nameof(grain)),
    };
}
