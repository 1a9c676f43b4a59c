using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests;

/// <summary>Decimals of the kinds that go wrong: cents, long fractions, whole 96-bit mantissas, the edge of 64 bits.</summary>
internal static class Amounts
{
    private const int ScaleMax = 28;

    private static readonly Gen<int> Bits = Gen.OneOf(
        Gen.Choose(int.MinValue, int.MaxValue), Gen.Choose(0, 100), Gen.Elements(0, -1, int.MinValue, int.MaxValue));

    /// <summary>Cents up to a million.</summary>
    public static Gen<decimal> Cents { get; } = Gen.Choose(-100_000_000, 100_000_000).Select(cents => cents / 100m);

    /// <summary>Any decimal.</summary>
    public static Gen<decimal> Wild { get; } =
        from low in Bits
        from middle in Bits
        from high in Gen.OneOf(Gen.Constant(0), Bits)
        from isNegative in Gen.Elements(true, false)
        from scale in Gen.Choose(0, ScaleMax)
        select new decimal(low, middle, high, isNegative, (byte)scale);

    /// <summary>Some of each.</summary>
    public static Gen<decimal> Mixed { get; } = Gen.OneOf(Cents, Wild);
}
