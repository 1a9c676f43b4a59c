using System.Data.Common;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Statements;

/// <summary>Reads parts ordered by key, a key at a time.</summary>
internal sealed class PartCursor : IDisposable
{
    private readonly DbCommand _command;
    private readonly DbDataReader _reader;

    public PartCursor(DbConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        _command = SqlCommands.Create(connection, sql, values);
        _reader = _command.ExecuteReader();
        Advance();
    }

    /// <summary>The key that <see cref="Take"/> returns next; null at the end.</summary>
    public byte[]? Key { get; private set; }

    /// <summary>Orders keys; the end lies behind every key.</summary>
    public static int Compare(byte[]? left, byte[]? right) => (left, right) switch
    {
        (null, null) => 0,
        (null, _) => 1,
        (_, null) => -1,
        _ => left.AsSpan().SequenceCompareTo(right),
    };

    /// <summary>All parts of the key, and moves on to the next one.</summary>
    public List<StatementPart> Take()
    {
        var parts = new List<StatementPart>();
        var key = Key;
        while (Key is not null && Compare(Key, key) == 0)
        {
            parts.Add(new StatementPart(
                _reader.GetFieldValue<byte[]>(1), _reader.GetInt64(2), _reader.GetFieldValue<byte[]>(3)));
            Advance();
        }

        return parts;
    }

    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
    }

    private void Advance() => Key = _reader.Read() ? _reader.GetFieldValue<byte[]>(0) : null;
}
