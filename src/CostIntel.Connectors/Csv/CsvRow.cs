namespace CostIntel.Connectors.Csv;

/// <summary>One row as places in the reader's buffer; valid until the reader moves on.</summary>
internal sealed class CsvRow
{
    private ReadOnlyMemory<byte> _memory;
    private int[] _starts = new int[64];
    private int _end;

    /// <summary>How many values the row has.</summary>
    public int Count { get; private set; }

    /// <summary>The first value that goes on after its closing quote, or -1.</summary>
    public int Malformed { get; private set; }

    /// <summary>All bytes of the row, without the line end.</summary>
    public ReadOnlySpan<byte> Bytes => _memory.Span[.._end];

    /// <summary>The bytes from one value to another, with the quotes and commas in between.</summary>
    public ReadOnlySpan<byte> Raw(int first, int last) => _memory.Span[_starts[first]..EndOf(last)];

    /// <summary>Where the value starts, counted from the start of the row.</summary>
    public int StartOf(int index) => _starts[index];

    /// <summary>The text of a value: without its quotes, doubled quotes made single with the help of scratch.</summary>
    public ReadOnlySpan<byte> Value(int index, ref byte[] scratch)
    {
        var raw = _memory.Span[_starts[index]..EndOf(index)];
        if (raw is not [(byte)'"', ..])
        {
            return raw;
        }

        var inner = raw[^1] == '"' && raw.Length > 1 ? raw[1..^1] : raw[1..];
        return inner.Contains((byte)'"') ? Unescape(inner, ref scratch) : inner;
    }

    /// <summary>Starts a new row in the memory given.</summary>
    public void Reset(ReadOnlyMemory<byte> memory) => (_memory, Count, Malformed, _end) = (memory, 0, -1, 0);

    /// <summary>Adds a value whose quoted part, if any, ends at <paramref name="quotedEnd"/>.</summary>
    public void Add(int start, int end, int quotedEnd)
    {
        if (Count == _starts.Length)
        {
            Array.Resize(ref _starts, Count * 2);
        }

        if (quotedEnd > start && quotedEnd < end && Malformed < 0)
        {
            Malformed = Count;
        }

        _starts[Count++] = start;
        _end = end;
    }

    private int EndOf(int index) => index + 1 == Count ? _end : _starts[index + 1] - 1;

    private static ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> inner, ref byte[] scratch)
    {
        if (scratch.Length < inner.Length)
        {
            scratch = new byte[Math.Max(inner.Length, 1024)];
        }

        var written = 0;
        while (inner.IndexOf((byte)'"') is var quote and >= 0)
        {
            inner[..(quote + 1)].CopyTo(scratch.AsSpan(written));
            written += quote + 1;
            inner = inner[Math.Min(quote + 2, inner.Length)..];
        }

        inner.CopyTo(scratch.AsSpan(written));
        return scratch.AsSpan(0, written + inner.Length);
    }
}
