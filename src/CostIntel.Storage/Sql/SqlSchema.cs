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
        """
        CREATE TABLE incident_desk (
            tenant TEXT PRIMARY KEY, last_sequence INTEGER NOT NULL, rules BLOB) WITHOUT ROWID;
        CREATE TABLE incident (
            tenant TEXT NOT NULL, incident_id TEXT NOT NULL, opened_ms INTEGER NOT NULL, closed_ms INTEGER NOT NULL,
            payload BLOB NOT NULL,
            PRIMARY KEY (tenant, incident_id)) WITHOUT ROWID;
        CREATE INDEX incident_by_close ON incident (tenant, closed_ms);
        CREATE INDEX incident_by_open ON incident (tenant, opened_ms, incident_id);
        CREATE TABLE incident_event (
            tenant TEXT NOT NULL, sequence_no INTEGER NOT NULL, at_ms INTEGER NOT NULL, payload BLOB NOT NULL,
            PRIMARY KEY (tenant, sequence_no)) WITHOUT ROWID;
        CREATE TABLE finding (
            tenant TEXT NOT NULL, sequence_no INTEGER NOT NULL, at_ms INTEGER NOT NULL, payload BLOB NOT NULL,
            PRIMARY KEY (tenant, sequence_no)) WITHOUT ROWID;
        """,
        """
        CREATE TABLE recommendation_desk (
            tenant TEXT PRIMARY KEY, last_sequence INTEGER NOT NULL, rules BLOB) WITHOUT ROWID;
        CREATE TABLE recommendation (
            tenant TEXT NOT NULL, recommendation_id TEXT NOT NULL, opened_ms INTEGER NOT NULL,
            closed_ms INTEGER NOT NULL, payload BLOB NOT NULL,
            PRIMARY KEY (tenant, recommendation_id)) WITHOUT ROWID;
        CREATE INDEX recommendation_by_close ON recommendation (tenant, closed_ms);
        CREATE INDEX recommendation_by_open ON recommendation (tenant, opened_ms, recommendation_id);
        CREATE TABLE recommendation_event (
            tenant TEXT NOT NULL, sequence_no INTEGER NOT NULL, at_ms INTEGER NOT NULL, payload BLOB NOT NULL,
            PRIMARY KEY (tenant, sequence_no)) WITHOUT ROWID;
        CREATE TABLE recommendation_report (
            tenant TEXT NOT NULL, sequence_no INTEGER NOT NULL, at_ms INTEGER NOT NULL, payload BLOB NOT NULL,
            PRIMARY KEY (tenant, sequence_no)) WITHOUT ROWID;
        """,
        """
        CREATE TABLE audit_head (
            tenant TEXT PRIMARY KEY, sequence_no INTEGER NOT NULL, hash TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE audit_entry (
            tenant TEXT NOT NULL, sequence_no INTEGER NOT NULL, at_ms INTEGER NOT NULL, payload BLOB NOT NULL,
            hash TEXT NOT NULL,
            PRIMARY KEY (tenant, sequence_no)) WITHOUT ROWID;
        CREATE TABLE audit_checkpoint (
            tenant TEXT NOT NULL, sequence_no INTEGER NOT NULL, hash TEXT NOT NULL,
            PRIMARY KEY (tenant, sequence_no)) WITHOUT ROWID;
        """,
        """
        CREATE TABLE workflow_case (
            tenant TEXT NOT NULL, case_id TEXT NOT NULL, revision INTEGER NOT NULL, due_ms INTEGER,
            is_open INTEGER NOT NULL, changed_ms INTEGER NOT NULL, rest BLOB NOT NULL,
            PRIMARY KEY (tenant, case_id)) WITHOUT ROWID;
        CREATE INDEX workflow_case_by_due ON workflow_case (tenant, due_ms);
        CREATE INDEX workflow_case_by_state ON workflow_case (tenant, is_open, changed_ms);
        CREATE TABLE workflow_event (
            tenant TEXT NOT NULL, case_id TEXT NOT NULL, number_no INTEGER NOT NULL, at_ms INTEGER NOT NULL,
            payload BLOB NOT NULL,
            PRIMARY KEY (tenant, case_id, number_no)) WITHOUT ROWID;
        """,
    ];

    /// <summary>Applies the steps that the file has not seen, in one transaction.</summary>
    /// <exception cref="StorageException">A later version, or some other program, has written the file.</exception>
    public static void Apply(DbConnection connection, string file)
    {
        using var transaction = connection.BeginTransaction();
        var applied = Scalar(connection, transaction, "PRAGMA user_version");
        if (applied > Steps.Length)
        {
            throw new StorageException(
                $"'{file}' was written by a later version of the engine: schema {applied}, and this one knows "
                + $"{Steps.Length}.");
        }

        if (applied == 0 && Scalar(connection, transaction, "SELECT COUNT(*) FROM sqlite_master") > 0)
        {
            throw new StorageException($"'{file}' is a database of some other program; it has tables of its own.");
        }

        if (applied < Steps.Length)
        {
            using var command = connection.CreateCommand();
            command.Transaction = transaction;
#pragma warning disable CA2100 // The texts are constants of ours.
            command.CommandText = string.Concat(Steps[applied..])
                + string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {Steps.Length};");
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static int Scalar(DbConnection connection, DbTransaction transaction, string sql)
    {
        using var command = SqlCommands.Create(connection, sql, 0);
        command.Transaction = transaction;
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
