using System.Data.Common;

namespace CostIntel.Storage.Sql;

/// <summary>Runs statements inside the writer's open transaction; each text is prepared once.</summary>
public sealed class SqlWriter : IDisposable
{
    private readonly DbConnection _connection;
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);
    private readonly List<Action<SqlWriter>> _beforeCommit = [];
    private readonly List<Action> _afterCommit = [];
    private DbTransaction? _transaction;

    internal SqlWriter(DbConnection connection) => _connection = connection;

    /// <summary>Runs a statement whose parameters are named @p0, @p1 and so on; returns the number of rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Runs a query the same way.</summary>
    public DbDataReader Query(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteReader();

    /// <summary>The number of the open transaction: works of one transaction see the same one.</summary>
    public long Transaction { get; private set; }

    /// <summary>Runs an action once at the end of this transaction, inside it.</summary>
    public void BeforeCommit(Action<SqlWriter> action) => _beforeCommit.Add(action);

    /// <summary>Runs an action when this transaction has been committed.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        _connection.Dispose();
    }

    internal void Begin()
    {
        _beforeCommit.Clear();
        _afterCommit.Clear();
        _transaction = _connection.BeginTransaction();
        Transaction++;
    }

    internal void Commit()
    {
        foreach (var action in _beforeCommit)
        {
            action(this);
        }

        _transaction!.Commit();
        End();
        foreach (var action in _afterCommit)
        {
            action();
        }
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
