namespace CostIntel.Connectors.Tests;

/// <summary>Hands out its bytes in pieces of a given size, and may break after the last.</summary>
internal sealed class PiecewiseStream(byte[] bytes, int piece, Exception? end = null) : MemoryStream(bytes)
{
    public override bool CanSeek => false;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var read = Read(buffer.Span[..Math.Min(piece, buffer.Length)]);
        return read == 0 && end is not null ? throw end : ValueTask.FromResult(read);
    }
}
