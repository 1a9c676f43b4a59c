using System.IO.Compression;

namespace CostIntel.Connectors.Sources;

/// <summary>Decompresses gzip of one or many members; never takes a cut file for a whole one.</summary>
/// <remarks>
/// GZipStream ends in silence where its input ends. So a last member of our own is put behind the input: only when all
/// real members were complete does it decompress to the mark inside it, and only then has the file really ended.
/// </remarks>
internal sealed class GzipSource : ForwardStream
{
    private const string Cut = "the gzip data stops before its end";

    private static readonly byte[] Mark = "end of the statement's last gzip member"u8.ToArray();
    private static readonly byte[] MarkMember = Compress(Mark);

    private readonly InputWithMark _input;
    private readonly GZipStream _gzip;
    private readonly List<byte> _behindInput = [];
    private bool _isEnded;

    public GzipSource(Stream compressed)
    {
        _input = new InputWithMark(compressed);
        _gzip = new GZipStream(_input, CompressionMode.Decompress);
    }

    /// <exception cref="InvalidDataException">The compressed data is damaged or stops before its end.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_isEnded)
        {
            var read = await ReadPieceAsync(buffer, cancellationToken);
            if (!_input.IsMarkGiven && read > 0)
            {
                return read;
            }

            // Everything of the input was handed out before the mark was asked for, so this came from the mark alone.
            _behindInput.AddRange(buffer.Span[..read]);
            _isEnded = read == 0;
        }

        return _behindInput.SequenceEqual(Mark)
            ? 0
            : throw new InvalidDataException(_input.IsMarkGiven ? Cut : "bytes that are not gzip follow the gzip data");
    }

    public override async ValueTask DisposeAsync()
    {
        await _gzip.DisposeAsync();
        await base.DisposeAsync();
    }

    private async ValueTask<int> ReadPieceAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await _gzip.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException damage)
        {
            // The inflater's own words ("unsupported compression method") would mislead.
            throw new InvalidDataException(_input.IsMarkGiven ? Cut : "the gzip data is damaged", damage);
        }
    }

    private static byte[] Compress(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }

    private sealed class InputWithMark(Stream compressed) : ForwardStream
    {
        public bool IsMarkGiven { get; private set; }

        public override async ValueTask<int> ReadAsync(
            Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = IsMarkGiven ? 0 : await compressed.ReadAsync(buffer, cancellationToken);
            if (read > 0 || IsMarkGiven)
            {
                return read;
            }

            IsMarkGiven = true;
            MarkMember.CopyTo(buffer);
            return MarkMember.Length;
        }

        public override async ValueTask DisposeAsync()
        {
            await compressed.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
