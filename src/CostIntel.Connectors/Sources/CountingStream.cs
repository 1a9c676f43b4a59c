namespace CostIntel.Connectors.Sources;

/// <summary>Passes reads through and counts the bytes, so that progress is known in bytes of the file itself.</summary>
internal sealed class CountingStream(Stream inner, bool leaveOpen) : ForwardStream
{
    private long _count;

    /// <summary>Bytes read so far. May be asked from another thread.</summary>
    public long Count => Volatile.Read(ref _count);

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        Volatile.Write(ref _count, _count + read);
        return read;
    }

    public override async ValueTask DisposeAsync()
    {
        if (!leaveOpen)
        {
            await inner.DisposeAsync();
        }

        await base.DisposeAsync();
    }
}
