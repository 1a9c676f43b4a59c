using System.Collections.Concurrent;
using System.Data.Common;
using CostIntel.Storage.Sql;

namespace Orleans.Storage;

/// <summary>
/// Reads single records on connections that are kept for the next read: as many as there were ever reads at once,
/// which is at most the number of threads that run grains.
/// </summary>
internal sealed class SqliteStateReaders(SqlDatabase database) : IDisposable
{
    private readonly ConcurrentBag<Reader> _idle = [];

    public (long ETag, byte[] Payload)? Read(StateKey key)
    {
        if (!_idle.TryTake(out var reader))
        {
            reader = new Reader(database.OpenConnection());
        }

        try
        {
            return reader.Read(key);
        }
        finally
        {
            _idle.Add(reader);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var reader))
        {
            reader.Dispose();
        }
    }

    private sealed class Reader : IDisposable
    {
        private readonly DbConnection _connection;
        private readonly DbCommand _select;

        public Reader(DbConnection connection)
        {
            _connection = connection;
            _select = connection.CreateCommand();
            _select.CommandText = """
                SELECT etag, payload FROM grain_state
                WHERE grain_type = @type AND grain_key = @key AND state_name = @name
                """;
            foreach (var name in (ReadOnlySpan<string>)["@type", "@key", "@name"])
            {
                var parameter = _select.CreateParameter();
                parameter.ParameterName = name;
                _select.Parameters.Add(parameter);
            }
        }

        public (long ETag, byte[] Payload)? Read(StateKey key)
        {
            _select.Parameters[0].Value = key.GrainId.Type.Name;
            _select.Parameters[1].Value = key.GrainId.Key.Text;
            _select.Parameters[2].Value = key.StateName;
            using var found = _select.ExecuteReader();
            return found.Read() ? (found.GetInt64(0), found.GetFieldValue<byte[]>(1)) : null;
        }

        public void Dispose()
        {
            _select.Dispose();
            _connection.Dispose();
        }
    }
}
