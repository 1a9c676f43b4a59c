namespace CostIntel.Connectors.Sources;

/// <summary>Opens the bytes of a statement: plain or gzip, told apart by its first two bytes, not its name.</summary>
internal sealed class StatementSource : IAsyncDisposable
{
    private const int SniffBytes = 4;

    private readonly CountingStream _counted;

    private StatementSource(CountingStream counted, Stream text, long? length, byte[] firstBytes, bool isGzip) =>
        (_counted, Text, Length, FirstBytes, IsGzip) = (counted, text, length, firstBytes, isGzip);

    /// <summary>The decompressed bytes.</summary>
    public Stream Text { get; }

    /// <summary>Bytes of the file itself, when that is known.</summary>
    public long? Length { get; }

    /// <summary>Bytes of the file itself that were read.</summary>
    public long BytesRead => _counted.Count;

    /// <summary>What the file begins with, before decompression.</summary>
    public byte[] FirstBytes { get; }

    /// <summary>Whether the file is compressed.</summary>
    public bool IsGzip { get; }

    /// <summary>Reads the first bytes and decides how to go on.</summary>
    public static async Task<StatementSource> OpenAsync(
        Stream file, bool leaveOpen, CancellationToken cancellationToken)
    {
        long? length = file.CanSeek ? file.Length - file.Position : null;
        var counted = new CountingStream(file, leaveOpen);
        var first = new byte[SniffBytes];
        var read = await counted.ReadAtLeastAsync(first, SniffBytes, throwOnEndOfStream: false, cancellationToken);
        first = first[..read];
        var whole = new PrefixedStream(first, counted);
        var isGzip = first is [0x1f, 0x8b, ..];
        return new StatementSource(counted, isGzip ? new GzipSource(whole) : whole, length, first, isGzip);
    }

    public ValueTask DisposeAsync() => Text.DisposeAsync();

    private sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ForwardStream
    {
        private ReadOnlyMemory<byte> _prefix = prefix;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_prefix.IsEmpty)
            {
                return rest.ReadAsync(buffer, cancellationToken);
            }

            var count = Math.Min(_prefix.Length, buffer.Length);
            _prefix[..count].CopyTo(buffer);
            _prefix = _prefix[count..];
            return ValueTask.FromResult(count);
        }

        public override async ValueTask DisposeAsync()
        {
            await rest.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
