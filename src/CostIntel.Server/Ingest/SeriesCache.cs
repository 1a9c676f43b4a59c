using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Partitions;
using CostIntel.Grains.Ingest;
using Google.Protobuf;

namespace CostIntel.Server.Ingest;

/// <summary>Reads a series as clients send it, or says what is wrong with it.</summary>
/// <exception cref="InvalidProtocolBufferException">It is not a valid message.</exception>
internal delegate (ILoggedSeries? Series, FieldFault? Fault) SeriesParser(byte[] encoded);

/// <summary>
/// Series of one tenant by the very bytes in which clients send them, so that a record of a known series is neither
/// parsed nor asked for again.
/// </summary>
internal sealed class SeriesCache(TenantId tenant, SeriesDirectory directory, SeriesParser parser)
{
    // About 300 bytes a series; beyond it the cache starts again, which costs one look-up each.
    private const int CountMax = 2_000_000;

    private readonly ConcurrentDictionary<byte[], SessionSeries> _byBytes = new(BytesComparer.Instance);

    /// <summary>Finds a series without allocating.</summary>
    public bool TryFind(ReadOnlySpan<byte> encoded, [NotNullWhen(true)] out SessionSeries? series) =>
        _byBytes.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(encoded, out series);

    /// <summary>Parses, checks and registers series that were not found; in the order given.</summary>
    public async Task<SessionSeries[]> AddAsync(IReadOnlyList<byte[]> encoded)
    {
        var added = new SessionSeries[encoded.Count];
        var sound = new List<(int Index, ILoggedSeries Series)>();
        for (var i = 0; i < added.Length; i++)
        {
            var (series, fault) = Parse(encoded[i]);
            if (series is null)
            {
                added[i] = SessionSeries.Refused(fault!.Value);
            }
            else
            {
                sound.Add((i, series));
            }
        }

        var references = await directory.ResolveAsync(tenant, [.. sound.Select(item => item.Series)]);
        MakeRoom();
        for (var i = 0; i < references.Length; i++)
        {
            var (index, series) = sound[i];
            _byBytes[encoded[index]] = added[index] = SessionSeries.Known(references[i], series);
        }

        return added;
    }

    private (ILoggedSeries? Series, FieldFault? Fault) Parse(byte[] encoded)
    {
        try
        {
            return parser(encoded);
        }
        catch (InvalidProtocolBufferException)
        {
            return (null, new FieldFault("series", "The series is not a valid message; its texts must be UTF-8."));
        }
    }

    private void MakeRoom()
    {
        if (_byBytes.Count > CountMax)
        {
            _byBytes.Clear();
        }
    }

    private sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly BytesComparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] obj) => GetHashCode(obj.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate) => unchecked((int)PermanentHash.Hash64(alternate));

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
