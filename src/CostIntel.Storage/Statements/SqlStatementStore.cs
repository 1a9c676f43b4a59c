using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Statements;

/// <summary>Imports and statement books in SQL tables.</summary>
public sealed class SqlStatementStore(SqlDatabase database, SqlCommitQueue queue) : IStatementStore
{
    private const string ImportColumns =
        "SELECT import_id, tenant, source, whole_period, state, staged_sequence, detail FROM statement_import ";

    private const string ImportNo = "(SELECT import_no FROM statement_import WHERE import_id = @p0)";

    // Keys that one transaction brings into the books: large enough to be quick, small enough to let others write.
    private const int KeysPerStep = 4_000;

    /// <inheritdoc/>
    public async Task<ImportRecord> OpenAsync(ImportOpening opening, CancellationToken cancellation)
    {
        await queue.EnqueueAsync(
            writer => writer.Execute(
                "INSERT INTO statement_import (import_id, tenant, source, whole_period, description, started_utc, state, "
                + "staged_sequence) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, 0) ON CONFLICT (import_id) DO NOTHING",
                opening.ImportId,
                opening.Tenant,
                opening.Source,
                opening.WholePeriod,
                opening.Description,
                opening.StartedUtc.ToString("O", CultureInfo.InvariantCulture),
                (int)ImportState.Staging),
            cancellation);
        return (await FindAsync(opening.ImportId, cancellation))!;
    }

    /// <inheritdoc/>
    public async Task<ImportRecord?> FindAsync(string importId, CancellationToken cancellation) =>
        await ReadImportsAsync("WHERE import_id = @p0", [importId], cancellation) is [var record] ? record : null;

    /// <inheritdoc/>
    public async Task<bool> StageAsync(
        string importId,
        long sequence,
        IReadOnlyList<StagedRow> rows,
        PayloadMerge merge,
        byte[] detail,
        CancellationToken cancellation)
    {
        var staging = new StatementStaging(importId, sequence, rows, merge, detail);
        await queue.EnqueueAsync(staging, cancellation);
        return staging.IsNew;
    }

    /// <inheritdoc/>
    public Task SetStateAsync(string importId, ImportState state, byte[]? detail, CancellationToken cancellation) =>
        queue.EnqueueAsync(
            writer => writer.Execute(
                "UPDATE statement_import SET state = @p1, detail = COALESCE(@p2, detail) WHERE import_id = @p0",
                importId,
                (int)state,
                detail ?? (object)DBNull.Value),
            cancellation);

    /// <inheritdoc/>
    public async IAsyncEnumerable<StatementChange> ReadChangesAsync(
        string importId, bool wholePeriod, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var connection = database.OpenConnection();
        foreach (var book in ReadBooks(connection, importId))
        {
            // A key's old and new parts come from two cursors in the same order, so that memory holds one key at a time.
            using var staged = new PartCursor(
                connection,
                "SELECT row_key, part_key, row_count, payload FROM import_row WHERE import_no = "
                + ImportNo + " AND book_no = @p1 ORDER BY row_key, part_key",
                importId,
                book);
            using var kept = new PartCursor(
                connection,
                "SELECT row_key, part_key, row_count, payload FROM statement_row WHERE book_no = @p0 ORDER BY row_key, part_key",
                book);
            while (staged.Key is not null || (wholePeriod && kept.Key is not null))
            {
                cancellation.ThrowIfCancellationRequested();
                var order = PartCursor.Compare(kept.Key, staged.Key);
                if (order < 0 && !wholePeriod)
                {
                    kept.Take();
                    continue;
                }

                yield return new StatementChange(order <= 0 ? kept.Take() : [], order >= 0 ? staged.Take() : []);
            }
        }
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(string importId, bool wholePeriod, CancellationToken cancellation)
    {
        IReadOnlyList<long> books;
        await using (var connection = database.OpenConnection())
        {
            books = ReadBooks(connection, importId);
        }

        foreach (var book in books)
        {
            await ApplyBookAsync(importId, book, wholePeriod, cancellation);
        }

        await FinishAsync(importId, ImportState.Done, cancellation);
    }

    /// <inheritdoc/>
    public Task AbortAsync(string importId, CancellationToken cancellation) =>
        FinishAsync(importId, ImportState.Aborted, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ImportRecord>> ReadUnfinishedAsync(CancellationToken cancellation) =>
        ReadImportsAsync(
            "WHERE state IN (@p0, @p1, @p2) ORDER BY import_no",
            [(int)ImportState.Sealed, (int)ImportState.Dispatching, (int)ImportState.Applying],
            cancellation);

    private static List<long> ReadBooks(DbConnection connection, string importId)
    {
        using var command = SqlCommands.Create(
            connection,
            "SELECT DISTINCT book_no FROM import_row WHERE import_no = " + ImportNo + " ORDER BY book_no",
            importId);
        using var reader = command.ExecuteReader();
        var books = new List<long>();
        while (reader.Read())
        {
            books.Add(reader.GetInt64(0));
        }

        return books;
    }

    // Staged rows stay until the end: a step that runs again finds them and does what it did.
    private async Task ApplyBookAsync(string importId, long book, bool wholePeriod, CancellationToken cancellation)
    {
        byte[] after = [];
        for (var more = true; more;)
        {
            var step = new BookStep(importId, book, after, KeysPerStep, wholePeriod);
            await queue.EnqueueAsync(step, cancellation);
            more = step.LastKey is not null;
            after = step.LastKey ?? after;
        }
    }

    private async Task FinishAsync(string importId, ImportState state, CancellationToken cancellation)
    {
        await SetStateAsync(importId, state, null, cancellation);
        for (var deleted = KeysPerStep; deleted == KeysPerStep;)
        {
            await queue.EnqueueAsync(
                writer => deleted = writer.Execute(
                    "DELETE FROM import_row WHERE (import_no, book_no, row_key, part_key) IN (SELECT import_no, book_no, "
                    + "row_key, part_key FROM import_row WHERE import_no = " + ImportNo + " LIMIT @p1)",
                    importId,
                    KeysPerStep),
                cancellation);
        }
    }

    private Task<IReadOnlyList<ImportRecord>> ReadImportsAsync(
        string condition, object[] values, CancellationToken cancellation) => Task.Run<IReadOnlyList<ImportRecord>>(
        () =>
        {
            using var connection = database.OpenConnection();
            using var command = SqlCommands.Create(connection, ImportColumns + condition, values);
            using var reader = command.ExecuteReader();
            var records = new List<ImportRecord>();
            while (reader.Read())
            {
                records.Add(new ImportRecord(
                    reader.GetString(0),
                    reader.GetString(1),
                    reader.GetString(2),
                    reader.GetBoolean(3),
                    (ImportState)reader.GetInt32(4),
                    reader.GetInt64(5),
                    reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6)));
            }

            return records;
        },
        cancellation);
}
