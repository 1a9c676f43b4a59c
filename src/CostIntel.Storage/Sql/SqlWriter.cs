using System.Data;
using System.Data.Common;
using System.Net.Sockets;

namespace CostIntel.Storage.Sql;

/// <summary>Runs statements inside the writer's open transaction; each text is prepared once.</summary>
public sealed class SqlWriter : IDisposable
{
    private readonly ISqlDatabase _database;
    private readonly Dictionary<string, DbCommand> _commands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BlobStatement> _blobStatements = new(StringComparer.Ordinal);
    private readonly List<Action<SqlWriter>> _beforeCommit = [];
    private readonly List<Action> _afterCommit = [];
    private DbConnection? _connection;

    internal SqlWriter(ISqlDatabase database) => _database = database;

    /// <summary>The number of the open transaction: works of one transaction see the same one.</summary>
    public long Transaction { get; private set; }

    /// <summary>How the database wants to be spoken to.</summary>
    public SqlDialect Dialect => _database.Dialect;

    private DbConnection Connection => _connection ??= _database.OpenConnection();

    /// <summary>Runs a statement whose parameters are @p0, @p1 and so on; returns how many rows changed.</summary>
    public int Execute(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteNonQuery();

    /// <summary>Runs a query the same way.</summary>
    public DbDataReader Query(string sql, params ReadOnlySpan<object> values) => Prepare(sql, values).ExecuteReader();

    /// <summary>
    /// Runs a statement whose parameters are numbers and then one large value. That one need not be an array of its
    /// own: at megabytes a commit, those would keep the collector of the large object heap busy. SQLite alone has it.
    /// </summary>
    public void ExecuteBlob(string sql, ReadOnlySpan<byte> blob, params ReadOnlySpan<long> numbers)
    {
        if (!_blobStatements.TryGetValue(sql, out var statement))
        {
            statement = new BlobStatement(Connection, sql);
            _blobStatements.Add(sql, statement);
        }

        statement.Execute(numbers, blob);
    }

    /// <summary>Runs an action once at the end of this transaction, inside it; if it fails, so does the commit.</summary>
    public void BeforeCommit(Action<SqlWriter> action) => _beforeCommit.Add(action);

    /// <summary>Runs an action when this transaction has been committed. It must not fail.</summary>
    public void AfterCommit(Action action) => _afterCommit.Add(action);

    /// <inheritdoc/>
    public void Dispose() => Close();

    internal void Begin()
    {
        _beforeCommit.Clear();
        _afterCommit.Clear();
        Transaction++;
        var isRested = _connection is not null;
        try
        {
            Execute(Dialect.Begin);
        }
        catch (Exception) when (isRested && _connection is { State: not ConnectionState.Open })
        {
            // A server closes connections that rest, or has been started anew; nothing has happened here yet.
            Close();
            Execute(Dialect.Begin);
        }
    }

    internal void Commit()
    {
        foreach (var action in _beforeCommit)
        {
            action(this);
        }

        Execute("COMMIT");
        foreach (var action in _afterCommit)
        {
            action();
        }
    }

    internal void Rollback()
    {
        try
        {
            Execute("ROLLBACK");
        }
        catch (Exception fault) when (fault is DbException or IOException or SocketException or InvalidOperationException)
        {
            // SQLite ends a transaction itself when the disk fails under it, and a server may be gone. A new connection
            // is in a known state.
            Close();
        }
    }

    private void Close()
    {
        foreach (var command in _commands.Values)
        {
            command.Dispose();
        }

        foreach (var statement in _blobStatements.Values)
        {
            statement.Dispose();
        }

        _commands.Clear();
        _blobStatements.Clear();
        _connection?.Dispose();
        _connection = null;
    }

    private DbCommand Prepare(string sql, ReadOnlySpan<object> values)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            command = SqlCommands.Create(Connection, sql, values.Length);
            _commands.Add(sql, command);
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }
}
