using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Statements;

/// <summary>Imports and statement books in SQL tables.</summary>
public sealed class SqlStatementStore(ISqlDatabase database, SqlCommitQueue queue) : IStatementStore
{
    // Keys that one transaction brings into the books: large enough to be quick, small enough to let others write.
    private const int KeysPerStep = 2_000;

    private const string InsertImport =
        "INSERT INTO statement_import (import_id, tenant, source, whole_period, description, started_utc, state, "
        + "staged_sequence) VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, 0)";

    private static readonly byte[] BeforeAll = [];

    /// <inheritdoc/>
    public async Task<ImportRecord> OpenAsync(ImportOpening opening, CancellationToken cancellation)
    {
        await queue.EnqueueAsync(
            writer => writer.Execute(
                writer.Dialect.Keeping(InsertImport, "import_no"),
                opening.ImportId,
                opening.Tenant,
                opening.Source,
                opening.WholePeriod,
                opening.Description,
                Text(opening.StartedUtc),
                (int)ImportState.Staging),
            cancellation);
        return (await FindAsync(opening.ImportId, cancellation))!;
    }

    /// <inheritdoc/>
    public async Task<ImportRecord?> FindAsync(string importId, CancellationToken cancellation) =>
        await ReadImportsAsync("WHERE import_id = @p0", [importId], cancellation) is [var record] ? record : null;

    /// <inheritdoc/>
    public async Task<StagingOutcome> StageAsync(
        string importId,
        long sequence,
        IReadOnlyList<StagedRow> rows,
        PayloadMerge merge,
        byte[] detail,
        CancellationToken cancellation)
    {
        var staging = new StatementStaging(importId, sequence, rows, merge, detail);
        await queue.EnqueueAsync(staging, cancellation);
        return staging.Outcome;
    }

    /// <inheritdoc/>
    public async Task MoveAsync(string importId, ImportState to, byte[]? detail, CancellationToken cancellation)
    {
        var from = ImportStates.Before(to);
        var moved = 0;
        await queue.EnqueueAsync(
            writer => moved = writer.Execute(
                "UPDATE statement_import SET state = @p1, detail = COALESCE(@p2, detail) WHERE import_id = @p0 "
                + "AND state IN (@p1, @p3)",
                importId,
                (int)to,
                detail ?? (object)DBNull.Value,
                (int)from),
            cancellation);
        if (moved == 0)
        {
            var state = (await FindAsync(importId, cancellation))?.State.ToString() ?? "unknown";
            throw new StorageException($"Import '{importId}' is {state} and cannot become {to}.");
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StatementChange> ReadChangesAsync(
        string importId, bool wholePeriod, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var importNo = await NumberOfAsync(importId, cancellation);
        foreach (var book in await BooksOfAsync(importNo, cancellation))
        {
            for (var after = BeforeAll; after is not null;)
            {
                // A read of its own for each page: one that lasted would keep the database from tidying up behind it.
                var start = after;
                var page = await database.ReadAsync(
                    connection => ChangePage.Read(connection, importNo, book, start, KeysPerStep, wholePeriod), cancellation);
                foreach (var change in page.Changes)
                {
                    yield return change;
                }

                after = page.LastKey;
            }
        }
    }

    /// <inheritdoc/>
    public async Task ApplyAsync(string importId, bool wholePeriod, CancellationToken cancellation)
    {
        await MoveAsync(importId, ImportState.Applying, null, cancellation);
        var importNo = await NumberOfAsync(importId, cancellation);
        foreach (var book in await BooksOfAsync(importNo, cancellation))
        {
            await ApplyBookAsync(importNo, book, wholePeriod, cancellation);
        }

        await MoveAsync(importId, ImportState.Done, null, cancellation);
        await DropStagedAsync(importNo, cancellation);
    }

    /// <inheritdoc/>
    public async Task AbortAsync(string importId, CancellationToken cancellation)
    {
        await MoveAsync(importId, ImportState.Aborted, null, cancellation);
        await DropStagedAsync(await NumberOfAsync(importId, cancellation), cancellation);
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ImportRecord>> ReadUnfinishedAsync(CancellationToken cancellation) => ReadImportsAsync(
        "WHERE state IN (@p0, @p1, @p2) ORDER BY import_no",
        [(int)ImportState.Sealed, (int)ImportState.Dispatching, (int)ImportState.Applying],
        cancellation);

    /// <inheritdoc/>
    public async Task<int> TidyAsync(DateTimeOffset neverCommittedSince, CancellationToken cancellation)
    {
        var forgotten = 0;
        await queue.EnqueueAsync(
            writer => forgotten = writer.Execute(
                "UPDATE statement_import SET state = @p0 WHERE state = @p1 AND started_utc < @p2",
                (int)ImportState.Aborted,
                (int)ImportState.Staging,
                Text(neverCommittedSince)),
            cancellation);
        foreach (var importNo in await LeftOverAsync(cancellation))
        {
            await DropStagedAsync(importNo, cancellation);
        }

        return forgotten;
    }

    // Of one zone, so that texts order as their times do.
    private static string Text(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);

    // Staged rows stay until the end: a step that runs again finds them and does what it did.
    private async Task ApplyBookAsync(long importNo, long book, bool wholePeriod, CancellationToken cancellation)
    {
        for (var after = BeforeAll; after is not null;)
        {
            var step = new BookStep(importNo, book, after, KeysPerStep, wholePeriod);
            await queue.EnqueueAsync(step, cancellation);
            after = step.LastKey;
        }
    }

    private async Task DropStagedAsync(long importNo, CancellationToken cancellation)
    {
        for (var isMore = true; isMore;)
        {
            await queue.EnqueueAsync(writer => isMore = DropSome(writer, importNo), cancellation);
        }
    }

    private static bool DropSome(SqlWriter writer, long importNo)
    {
        long book;
        byte[] last;
        using (var found = writer.Query(
            "SELECT book_no, row_key FROM import_row WHERE import_no = @p0 ORDER BY book_no, row_key LIMIT 1 OFFSET @p1",
            importNo,
            KeysPerStep))
        {
            if (!found.Read())
            {
                found.Close();
                writer.Execute("DELETE FROM import_row WHERE import_no = @p0", importNo);
                return false;
            }

            (book, last) = (found.GetInt64(0), found.GetFieldValue<byte[]>(1));
        }

        writer.Execute("DELETE FROM import_row WHERE import_no = @p0 AND book_no < @p1", importNo, book);
        writer.Execute(
            "DELETE FROM import_row WHERE import_no = @p0 AND book_no = @p1 AND row_key <= @p2", importNo, book, last);
        return true;
    }

    private async Task<long> NumberOfAsync(string importId, CancellationToken cancellation) =>
        await NumbersAsync("SELECT import_no FROM statement_import WHERE import_id = @p0", [importId], cancellation)
            is [var number] ? number : throw new StorageException($"Import '{importId}' is not stored.");

    private Task<List<long>> BooksOfAsync(long importNo, CancellationToken cancellation) => NumbersAsync(
        "SELECT DISTINCT book_no FROM import_row WHERE import_no = @p0 ORDER BY book_no", [importNo], cancellation);

    /// <summary>Imports at their end whose rows were not dropped, since the process ended before it came to that.</summary>
    private Task<List<long>> LeftOverAsync(CancellationToken cancellation) => NumbersAsync(
        "SELECT import_no FROM statement_import i WHERE state IN (@p0, @p1) "
        + "AND EXISTS (SELECT 1 FROM import_row r WHERE r.import_no = i.import_no)",
        [(int)ImportState.Done, (int)ImportState.Aborted],
        cancellation);

    private Task<List<long>> NumbersAsync(string sql, object[] values, CancellationToken cancellation) =>
        database.ReadAsync(
            connection =>
            {
                using var command = SqlCommands.Create(connection, sql, values);
                using var reader = command.ExecuteReader();
                var numbers = new List<long>();
                while (reader.Read())
                {
                    numbers.Add(reader.GetInt64(0));
                }

                return numbers;
            },
            cancellation);

    private Task<IReadOnlyList<ImportRecord>> ReadImportsAsync(
        string condition, object[] values, CancellationToken cancellation) => database.ReadAsync<IReadOnlyList<ImportRecord>>(
        connection =>
        {
            using var command = SqlCommands.Create(
                connection,
                "SELECT import_id, tenant, source, whole_period, state, staged_sequence, detail FROM statement_import " + condition,
                values);
            using var reader = command.ExecuteReader();
            var records = new List<ImportRecord>();
            while (reader.Read())
            {
                records.Add(Record(reader));
            }

            return records;
        },
        cancellation);

    private static ImportRecord Record(DbDataReader reader) => new(
        reader.GetString(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetBoolean(3),
        (ImportState)reader.GetInt32(4),
        reader.GetInt64(5),
        reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6));
}
