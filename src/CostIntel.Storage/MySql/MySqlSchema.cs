using System.Data.Common;
using System.Globalization;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.MySql;

/// <summary>
/// The tables, as numbered steps. Definitions commit by themselves in MySQL, so each statement can run again; a step is
/// noted when all of its statements have run.
/// </summary>
internal static class MySqlSchema
{
    private const string Options = " ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin";
    private const int LockSeconds = 60;

    private static readonly string[] Log =
    [
        """
        CREATE TABLE IF NOT EXISTS engine_setting (
            name VARCHAR(64) NOT NULL PRIMARY KEY,
            value VARCHAR(255) NOT NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS usage_log (
            partition_no INT NOT NULL,
            log_offset BIGINT NOT NULL,
            payload LONGBLOB NOT NULL,
            PRIMARY KEY (partition_no, log_offset))
        """,
        """
        CREATE TABLE IF NOT EXISTS usage_event_ids (
            partition_no INT NOT NULL,
            log_offset BIGINT NOT NULL,
            ids LONGBLOB NOT NULL,
            PRIMARY KEY (partition_no, log_offset))
        """,
        """
        CREATE TABLE IF NOT EXISTS usage_series (
            partition_no INT NOT NULL,
            series_no INT NOT NULL,
            definition LONGBLOB NOT NULL,
            PRIMARY KEY (partition_no, series_no))
        """,
        """
        CREATE TABLE IF NOT EXISTS partition_checkpoint (
            partition_no INT NOT NULL PRIMARY KEY,
            epoch BIGINT NOT NULL,
            log_offset BIGINT NOT NULL,
            producers LONGBLOB NOT NULL)
        """,
    ];

    // Names of books are longer than an index takes, so they are unique by their hash.
    private static readonly string[] Statements =
    [
        """
        CREATE TABLE IF NOT EXISTS statement_import (
            import_no BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
            import_id VARCHAR(255) NOT NULL UNIQUE,
            tenant VARCHAR(255) NOT NULL,
            source VARCHAR(255) NOT NULL,
            whole_period BOOLEAN NOT NULL,
            description TEXT NOT NULL,
            started_utc VARCHAR(40) NOT NULL,
            state INT NOT NULL,
            staged_sequence BIGINT NOT NULL,
            detail LONGBLOB NULL,
            KEY by_state (state))
        """,
        """
        CREATE TABLE IF NOT EXISTS statement_book (
            book_no BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
            tenant VARCHAR(255) NOT NULL,
            source VARCHAR(255) NOT NULL,
            billing_account VARCHAR(4096) NOT NULL,
            period_start BIGINT NOT NULL,
            period_end BIGINT NOT NULL,
            book_key BINARY(32) AS (UNHEX(SHA2(CONCAT_WS(
                CHAR(0), tenant, source, billing_account, period_start, period_end), 256))) STORED UNIQUE,
            KEY by_period (tenant(64), source(64), period_start))
        """,
        """
        CREATE TABLE IF NOT EXISTS import_row (
            import_no BIGINT NOT NULL,
            book_no BIGINT NOT NULL,
            row_key BINARY(16) NOT NULL,
            part_key BINARY(16) NOT NULL,
            row_count BIGINT NOT NULL,
            payload LONGBLOB NOT NULL,
            PRIMARY KEY (import_no, book_no, row_key, part_key))
        """,
        """
        CREATE TABLE IF NOT EXISTS statement_row (
            book_no BIGINT NOT NULL,
            row_key BINARY(16) NOT NULL,
            part_key BINARY(16) NOT NULL,
            row_count BIGINT NOT NULL,
            payload LONGBLOB NOT NULL,
            PRIMARY KEY (book_no, row_key, part_key))
        """,
    ];

    private static readonly string[] Incidents =
    [
        """
        CREATE TABLE IF NOT EXISTS incident_desk (
            tenant VARCHAR(255) NOT NULL PRIMARY KEY,
            last_sequence BIGINT NOT NULL,
            rules LONGBLOB NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS incident (
            tenant VARCHAR(255) NOT NULL,
            incident_id VARCHAR(64) NOT NULL,
            opened_ms BIGINT NOT NULL,
            closed_ms BIGINT NOT NULL,
            payload LONGBLOB NOT NULL,
            PRIMARY KEY (tenant, incident_id),
            KEY by_close (tenant, closed_ms),
            KEY by_open (tenant, opened_ms, incident_id))
        """,
        """
        CREATE TABLE IF NOT EXISTS incident_event (
            tenant VARCHAR(255) NOT NULL,
            sequence_no BIGINT NOT NULL,
            at_ms BIGINT NOT NULL,
            payload LONGBLOB NOT NULL,
            PRIMARY KEY (tenant, sequence_no))
        """,
        """
        CREATE TABLE IF NOT EXISTS finding (
            tenant VARCHAR(255) NOT NULL,
            sequence_no BIGINT NOT NULL,
            at_ms BIGINT NOT NULL,
            payload LONGBLOB NOT NULL,
            PRIMARY KEY (tenant, sequence_no))
        """,
    ];

    private static readonly string[] Recommendations =
    [
        """
        CREATE TABLE IF NOT EXISTS recommendation_desk (
            tenant VARCHAR(255) NOT NULL PRIMARY KEY,
            last_sequence BIGINT NOT NULL,
            rules LONGBLOB NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS recommendation (
            tenant VARCHAR(255) NOT NULL,
            recommendation_id VARCHAR(64) NOT NULL,
            opened_ms BIGINT NOT NULL,
            closed_ms BIGINT NOT NULL,
            payload LONGBLOB NOT NULL,
            PRIMARY KEY (tenant, recommendation_id),
            KEY by_close (tenant, closed_ms),
            KEY by_open (tenant, opened_ms, recommendation_id))
        """,
        """
        CREATE TABLE IF NOT EXISTS recommendation_event (
            tenant VARCHAR(255) NOT NULL,
            sequence_no BIGINT NOT NULL,
            at_ms BIGINT NOT NULL,
            payload LONGBLOB NOT NULL,
            PRIMARY KEY (tenant, sequence_no))
        """,
        """
        CREATE TABLE IF NOT EXISTS recommendation_report (
            tenant VARCHAR(255) NOT NULL,
            sequence_no BIGINT NOT NULL,
            at_ms BIGINT NOT NULL,
            payload LONGBLOB NOT NULL,
            PRIMARY KEY (tenant, sequence_no))
        """,
    ];

    private static readonly string[] Audit =
    [
        """
        CREATE TABLE IF NOT EXISTS audit_head (
            tenant VARCHAR(255) NOT NULL PRIMARY KEY,
            sequence_no BIGINT NOT NULL,
            hash CHAR(64) NOT NULL)
        """,
        """
        CREATE TABLE IF NOT EXISTS audit_entry (
            tenant VARCHAR(255) NOT NULL,
            sequence_no BIGINT NOT NULL,
            at_ms BIGINT NOT NULL,
            payload LONGBLOB NOT NULL,
            hash CHAR(64) NOT NULL,
            PRIMARY KEY (tenant, sequence_no))
        """,
        """
        CREATE TABLE IF NOT EXISTS audit_checkpoint (
            tenant VARCHAR(255) NOT NULL,
            sequence_no BIGINT NOT NULL,
            hash CHAR(64) NOT NULL,
            PRIMARY KEY (tenant, sequence_no))
        """,
    ];

    private static readonly string[] Workflow =
    [
        """
        CREATE TABLE IF NOT EXISTS workflow_case (
            tenant VARCHAR(255) NOT NULL,
            case_id VARCHAR(64) NOT NULL,
            revision BIGINT NOT NULL,
            due_ms BIGINT NULL,
            is_open BOOLEAN NOT NULL,
            changed_ms BIGINT NOT NULL,
            rest LONGBLOB NOT NULL,
            PRIMARY KEY (tenant, case_id),
            KEY by_due (tenant, due_ms),
            KEY by_state (tenant, is_open, changed_ms))
        """,
        """
        CREATE TABLE IF NOT EXISTS workflow_event (
            tenant VARCHAR(255) NOT NULL,
            case_id VARCHAR(64) NOT NULL,
            number_no BIGINT NOT NULL,
            at_ms BIGINT NOT NULL,
            payload LONGBLOB NOT NULL,
            PRIMARY KEY (tenant, case_id, number_no))
        """,
    ];

    private static readonly (string Name, IReadOnlyList<string> Statements)[] Steps =
    [
        ("usage log", Log),
        ("statements", Statements),
        ("Orleans", OrleansTables.Statements),
        ("incidents", Incidents),
        ("recommendations", Recommendations),
        ("audit", Audit),
        ("workflow", Workflow),
    ];

    /// <summary>Applies the steps that the database has not seen; silos that start together wait for one another.</summary>
    /// <exception cref="StorageException">A later version has written the database, or its server is set unfit.</exception>
    public static async Task ApplyAsync(DbConnection connection, CancellationToken cancellation)
    {
        await MySqlServer.CheckAsync(connection, cancellation);
        var name = $"costintel.schema.{connection.Database}";
        if (await ScalarAsync(connection, $"SELECT GET_LOCK(@p0, {LockSeconds})", cancellation, Lock(name)) != 1)
        {
            throw new StorageException(
                $"Another silo has been changing the tables of '{connection.Database}' for {LockSeconds} seconds.");
        }

        try
        {
            await ApplyStepsAsync(connection, cancellation);
        }
        finally
        {
            await ScalarAsync(connection, "SELECT RELEASE_LOCK(@p0)", CancellationToken.None, Lock(name));
        }
    }

    private static async Task ApplyStepsAsync(DbConnection connection, CancellationToken cancellation)
    {
        await ExecuteAsync(
            connection,
            "CREATE TABLE IF NOT EXISTS schema_step (step INT NOT NULL PRIMARY KEY, name VARCHAR(64) NOT NULL, "
            + "applied_utc DATETIME(6) NOT NULL)" + Options,
            cancellation);
        var applied = await ScalarAsync(connection, "SELECT COALESCE(MAX(step), 0) FROM schema_step", cancellation);
        if (applied > Steps.Length)
        {
            throw new StorageException(
                $"'{connection.Database}' was written by a later version of the engine: schema {applied}, and this one "
                + $"knows {Steps.Length}.");
        }

        for (var step = (int)applied; step < Steps.Length; step++)
        {
            foreach (var statement in Steps[step].Statements)
            {
                var isTable = statement.StartsWith("CREATE TABLE", StringComparison.Ordinal);
                await ExecuteAsync(connection, isTable ? statement + Options : statement, cancellation);
            }

            await ExecuteAsync(
                connection,
                "INSERT INTO schema_step (step, name, applied_utc) VALUES (@p0, @p1, UTC_TIMESTAMP(6))",
                cancellation,
                step + 1,
                Steps[step].Name);
        }
    }

    // Names of locks are limited to 64 characters.
    private static string Lock(string name) => name.Length <= 64 ? name : name[..64];

    private static async Task ExecuteAsync(
        DbConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = SqlCommands.Create(connection, sql, values);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static async Task<long> ScalarAsync(
        DbConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = SqlCommands.Create(connection, sql, values);
        var value = await command.ExecuteScalarAsync(cancellation);
        return value is null or DBNull ? 0 : Convert.ToInt64(value, CultureInfo.InvariantCulture);
    }
}
