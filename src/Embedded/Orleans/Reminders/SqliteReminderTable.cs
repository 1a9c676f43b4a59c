using CostIntel.Storage.Sql;
using Orleans.Runtime;

namespace Orleans.Reminders;

/// <summary>Reminders in the engine's SQLite file.</summary>
internal sealed class SqliteReminderTable(SqlDatabase database, SqlCommitQueue commits) : IReminderTable
{
    private const string PutSql = """
        INSERT INTO grain_reminder
            (grain_type, grain_key, name, etag, start_utc_ticks, period_ticks, due_utc_ticks)
        VALUES (@p0, @p1, @p2, 1, @p3, @p4, @p5)
        ON CONFLICT (grain_type, grain_key, name) DO UPDATE SET
            etag = etag + 1, start_utc_ticks = @p3, period_ticks = @p4, due_utc_ticks = @p5
        """;

    private const string RemoveSql =
        "DELETE FROM grain_reminder WHERE grain_type = @p0 AND grain_key = @p1 AND name = @p2";

    public async Task<IReadOnlyCollection<ReminderEntry>> ReadAllAsync(CancellationToken cancellationToken)
    {
        await using var connection = database.OpenConnection();
        await using var select = connection.CreateCommand();
        select.CommandText = """
            SELECT grain_type, grain_key, name, start_utc_ticks, period_ticks, due_utc_ticks FROM grain_reminder
            """;
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        var entries = new List<ReminderEntry>();
        while (await row.ReadAsync(cancellationToken))
        {
            entries.Add(new ReminderEntry(
                GrainId.Create(row.GetString(0), row.GetString(1)),
                row.GetString(2),
                Time(row.GetInt64(3)),
                TimeSpan.FromTicks(row.GetInt64(4)),
                Time(row.GetInt64(5))));
        }

        return entries;
    }

    public Task PutAsync(ReminderEntry entry, CancellationToken cancellationToken) => commits.EnqueueAsync(
        writer => writer.Execute(
            PutSql,
            entry.GrainId.Type.Name,
            entry.GrainId.Key.Text,
            entry.Name,
            entry.StartAt.UtcTicks,
            entry.Period.Ticks,
            entry.NextDue.UtcTicks),
        cancellationToken);

    public Task RemoveAsync(GrainId grainId, string name, CancellationToken cancellationToken) => commits.EnqueueAsync(
        writer => writer.Execute(RemoveSql, grainId.Type.Name, grainId.Key.Text, name), cancellationToken);

    private static DateTimeOffset Time(long utcTicks) => new(utcTicks, TimeSpan.Zero);
}
