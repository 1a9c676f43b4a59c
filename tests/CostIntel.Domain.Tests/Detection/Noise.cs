namespace CostIntel.Domain.Tests.Detection;

/// <summary>Repeatable noise: the same seed, the same numbers, on every machine.</summary>
internal sealed class Noise(ulong seed)
{
    private ulong _state = seed;

    /// <summary>Uniform from 0 to 1.</summary>
    public double Uniform()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15;
            var mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
            return ((mixed ^ (mixed >> 31)) >> 11) / 9007199254740992.0;
        }
    }

    /// <summary>Gaussian with a standard deviation of 1 (Box and Muller).</summary>
    public double Gauss() =>
        Math.Sqrt(-2 * Math.Log(Math.Max(Uniform(), 1e-300))) * Math.Cos(2 * Math.PI * Uniform());
}
