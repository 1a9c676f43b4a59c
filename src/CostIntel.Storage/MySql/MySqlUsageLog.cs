using System.Globalization;
using CostIntel.Storage.Sql;
using CostIntel.Storage.UsageLog;

namespace CostIntel.Storage.MySql;

/// <summary>The usage log in a database that all silos of a cluster write to: a row for each entry.</summary>
public sealed class MySqlUsageLog : IUsageLog, IAsyncDisposable
{
    private readonly MySqlDatabase _database;
    private readonly MySqlGroupCommit _commit;

    /// <summary>Starts to take entries.</summary>
    public MySqlUsageLog(MySqlDatabase database)
    {
        _database = database;
        _commit = new MySqlGroupCommit(database);
    }

    /// <inheritdoc/>
    public async Task<IPartitionLog> OpenAsync(int partition, CancellationToken cancellation)
    {
        var epoch = await _database.RunAsync(
            (connection, token) => MySqlEpochs.RaiseAsync(connection, partition, token), cancellation);
        return new MySqlPartitionLog(_database, _commit, partition, epoch);
    }

    /// <inheritdoc/>
    public Task<int> FixPartitionCountAsync(int wanted, CancellationToken cancellation) => _database.RunAsync(
        async (connection, token) =>
        {
            await using var command = SqlCommands.Create(
                connection,
                "INSERT IGNORE INTO engine_setting (name, value) VALUES ('partitions', @p0); "
                + "SELECT value FROM engine_setting WHERE name = 'partitions'",
                [wanted.ToString(CultureInfo.InvariantCulture)]);
            var fixedCount = Convert.ToString(await command.ExecuteScalarAsync(token), CultureInfo.InvariantCulture);
            return int.Parse(fixedCount!, CultureInfo.InvariantCulture);
        },
        cancellation);

    /// <summary>Commits what waits, then stops.</summary>
    public ValueTask DisposeAsync() => _commit.DisposeAsync();
}
