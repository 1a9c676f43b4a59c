using System.Data.Common;
using System.Globalization;

namespace CostIntel.Storage.Sql;

/// <summary>The tables, as numbered steps: each is applied once, and only ever followed by further ones.</summary>
internal static class SqlSchema
{
    private static readonly string[] Steps =
    [
        """
        CREATE TABLE engine_setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

        CREATE TABLE usage_log (id INTEGER PRIMARY KEY, payload BLOB NOT NULL);
        CREATE TABLE usage_event_ids (id INTEGER PRIMARY KEY, ids BLOB NOT NULL);
        CREATE TABLE usage_series (id INTEGER PRIMARY KEY, definition BLOB NOT NULL);
        CREATE TABLE partition_checkpoint (
            partition INTEGER PRIMARY KEY, log_offset INTEGER NOT NULL, producers BLOB NOT NULL);

        CREATE TABLE statement_import (
            import_no INTEGER PRIMARY KEY,
            import_id TEXT NOT NULL UNIQUE,
            tenant TEXT NOT NULL,
            source TEXT NOT NULL,
            whole_period INTEGER NOT NULL,
            description TEXT NOT NULL,
            started_utc TEXT NOT NULL,
            state INTEGER NOT NULL,
            staged_sequence INTEGER NOT NULL,
            detail BLOB);
        CREATE TABLE statement_book (
            book_no INTEGER PRIMARY KEY,
            tenant TEXT NOT NULL,
            source TEXT NOT NULL,
            billing_account TEXT NOT NULL,
            period_start INTEGER NOT NULL,
            period_end INTEGER NOT NULL,
            UNIQUE (tenant, source, billing_account, period_start, period_end));
        CREATE TABLE import_row (
            import_no INTEGER NOT NULL, book_no INTEGER NOT NULL, row_key BLOB NOT NULL, part_key BLOB NOT NULL,
            row_count INTEGER NOT NULL, payload BLOB NOT NULL,
            PRIMARY KEY (import_no, book_no, row_key, part_key)) WITHOUT ROWID;
        CREATE TABLE statement_row (
            book_no INTEGER NOT NULL, row_key BLOB NOT NULL, part_key BLOB NOT NULL,
            row_count INTEGER NOT NULL, payload BLOB NOT NULL,
            PRIMARY KEY (book_no, row_key, part_key)) WITHOUT ROWID;

        CREATE TABLE grain_state (
            grain_type TEXT NOT NULL, grain_key TEXT NOT NULL, state_name TEXT NOT NULL,
            etag INTEGER NOT NULL, payload BLOB NOT NULL,
            PRIMARY KEY (grain_type, grain_key, state_name)) WITHOUT ROWID;
        CREATE TABLE grain_reminder (
            grain_type TEXT NOT NULL, grain_key TEXT NOT NULL, name TEXT NOT NULL,
            etag INTEGER NOT NULL, start_utc_ticks INTEGER NOT NULL, period_ticks INTEGER NOT NULL,
            PRIMARY KEY (grain_type, grain_key, name)) WITHOUT ROWID;
        """,
        """
        ALTER TABLE grain_reminder ADD COLUMN due_utc_ticks INTEGER NOT NULL DEFAULT 0;
        """,
    ];

    public static void Apply(DbConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "PRAGMA user_version";
        var applied = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (applied > Steps.Length)
        {
            throw new StorageException(
                $"The database was written by a later version of the engine (schema {applied}; this one knows {Steps.Length}).");
        }

        for (; applied < Steps.Length; applied++)
        {
            command.CommandText = Steps[applied] + string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {applied + 1};");
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
