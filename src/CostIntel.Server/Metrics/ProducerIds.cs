using System.Security.Cryptography;

namespace CostIntel.Server.Metrics;

/// <summary>Makes ids of producers that send one batch and are never heard of again.</summary>
/// <param name="fill">Fills bytes at random.</param>
internal sealed class ProducerIds(Action<Span<byte>> fill)
{
    private const int Bytes = 16;

    public ProducerIds()
        : this(RandomNumberGenerator.Fill)
    {
    }

    /// <summary>An id that nobody else has.</summary>
    public string Next()
    {
        Span<byte> random = stackalloc byte[Bytes];
        fill(random);
        return Convert.ToHexStringLower(random);
    }
}
