using System.Data.Common;

namespace CostIntel.Storage.Sql;

/// <summary>Runs statements inside the writer's open transaction; each text is prepared once.</summary>
public sealed class SqlWriter : IDisposable
{
    private readonly DbConnection _connection;
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);
    private DbTransaction? _transaction;

    internal SqlWriter(DbConnection connection) => _connection = connection;

    /// <summary>Runs a statement whose parameters are named @p0, @p1 and so on; returns the number of rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Runs a query the same way.</summary>
    public DbDataReader Query(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteReader();

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    internal void Begin() => _transaction = _connection.BeginTransaction();

    internal void Commit()
    {
        _transaction!.Commit();
        End();
    }

    internal void Rollback()
    {
        _transaction?.Rollback();
        End();
    }

    private void End()
    {
        _transaction?.Dispose();
        _transaction = null;
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<object> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = SqlCommands.Create(_connection, sql, values.Length);
            _commands.Add(sql, command);
        }

        command.Transaction = _transaction;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }
}
