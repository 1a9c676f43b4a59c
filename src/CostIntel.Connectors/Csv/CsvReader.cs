using System.Buffers;

namespace CostIntel.Connectors.Csv;

/// <summary>
/// Pulls RFC 4180 rows out of a stream of UTF-8 bytes. Memory is one buffer that grows to the longest row.
/// </summary>
/// <remarks>
/// Works on bytes, not characters: most cells of a statement repeat, so most of them never need to become strings.
/// A quote inside an unquoted value is an ordinary character; blank lines are no rows.
/// </remarks>
internal sealed class CsvReader(Stream stream, int rowBytesMax) : IDisposable
{
    private const int FirstBufferBytes = 256 * 1024;

    private static readonly SearchValues<byte> EndOfUnquoted = SearchValues.Create(",\n"u8);

    private readonly CsvRow _row = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBufferBytes, rowBytesMax + 1));
    private int _start;
    private int _end;
    private bool _isDrained;
    private Exception? _failure;

    /// <summary>The row that the last successful <see cref="TryRead"/> found; valid until the next call.</summary>
    public CsvRow Row => _row;

    /// <summary>Rows returned so far, the header included.</summary>
    public long RowsRead { get; private set; }

    /// <summary>What is buffered and not yet cut into rows.</summary>
    public ReadOnlySpan<byte> Buffered => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Leaves out the first bytes of <see cref="Buffered"/>.</summary>
    public void Skip(int bytes) => _start += bytes;

    /// <summary>Takes the next row from what is buffered. False: call <see cref="FillAsync"/> and try again.</summary>
    public bool TryRead()
    {
        SkipBlankLines();
        _row.Reset(_buffer.AsMemory(_start, _end - _start));
        if (_start == _end || !ScanRow(out var length))
        {
            return false;
        }

        ThrowIfTooLong(length);
        _start += length;
        RowsRead++;
        return true;
    }

    /// <summary>Reads more bytes. False: the stream has ended and every row was returned.</summary>
    /// <exception cref="CsvException">The stream broke, a row is too long, or a quoted value never closes.</exception>
    public async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (_failure is not null)
        {
            throw new CsvException($"it cannot be read any further ({_failure.Message})", _failure);
        }

        if (_isDrained)
        {
            return _start == _end ? false : throw new CsvException("a quoted value never closes", null);
        }

        MakeRoom();
        await ReadUntilFullAsync(cancellationToken);
        return true;
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _start = _end = 0;
        }
    }

    private void MakeRoom()
    {
        var kept = _end - _start;
        ThrowIfTooLong(kept);
        var target = _buffer;
        if (kept > _buffer.Length / 2)
        {
            target = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        }

        _buffer.AsSpan(_start, kept).CopyTo(target);
        if (target != _buffer)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = target;
        }

        (_start, _end) = (0, kept);
    }

    private void ThrowIfTooLong(int bytes)
    {
        if (bytes > rowBytesMax)
        {
            throw new CsvException($"it is longer than {rowBytesMax} bytes; perhaps a quoted value never closes", null);
        }
    }

    // Until full, not once: a decompressor hands out small pieces, and every refill scans the open row again.
    private async ValueTask ReadUntilFullAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_end < _buffer.Length && !_isDrained)
            {
                var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
                _end += read;
                _isDrained = read == 0;
            }
        }
        catch (Exception failure) when (failure is IOException or InvalidDataException)
        {
            _failure = failure; // told after the whole rows before it were handed out
        }
    }

    private void SkipBlankLines()
    {
        var left = _buffer.AsSpan(_start, _end - _start);
        while (left is [(byte)'\n', ..] or [(byte)'\r', (byte)'\n', ..])
        {
            var skipped = left[0] == '\n' ? 1 : 2;
            left = left[skipped..];
            _start += skipped;
        }

        if (_isDrained && left is [(byte)'\r'])
        {
            _start = _end;
        }
    }

    private bool ScanRow(out int length)
    {
        var bytes = _buffer.AsSpan(_start, _end - _start);
        length = 0;
        while (TryFindEnd(bytes, length, out var quotedEnd, out var end))
        {
            var isLast = end == bytes.Length || bytes[end] == '\n';
            var isBeforeLineEnd = isLast && end > quotedEnd && bytes[end - 1] == '\r';
            _row.Add(length, isBeforeLineEnd ? end - 1 : end, quotedEnd);
            length = Math.Min(end + 1, bytes.Length);
            if (isLast)
            {
                return true;
            }
        }

        return false;
    }

    // False: the value goes on behind what is buffered.
    private bool TryFindEnd(ReadOnlySpan<byte> bytes, int start, out int quotedEnd, out int end)
    {
        quotedEnd = end = start;
        if (start < bytes.Length && bytes[start] == '"' && !SkipQuoted(bytes, ref quotedEnd))
        {
            return false;
        }

        var stop = bytes[quotedEnd..].IndexOfAny(EndOfUnquoted);
        end = stop < 0 ? bytes.Length : quotedEnd + stop;
        return stop >= 0 || IsWholeAtEnd;
    }

    private bool IsWholeAtEnd => _isDrained && _failure is null;

    // Leaves `at` behind the closing quote. False: it is not in the buffer yet.
    private static bool SkipQuoted(ReadOnlySpan<byte> bytes, ref int at)
    {
        var next = at + 1;
        while (true)
        {
            var quote = bytes[next..].IndexOf((byte)'"');
            if (quote < 0)
            {
                return false;
            }

            next += quote + 1;
            if (next >= bytes.Length || bytes[next] != '"')
            {
                at = next;
                return true;
            }

            next++;
        }
    }
}
