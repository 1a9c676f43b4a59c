namespace CostIntel.Storage.MySql;

/// <summary>
/// The tables and stored queries through which Orleans' ADO.NET providers keep membership, reminders and grain state.
/// The providers fix the table <c>OrleansQuery</c>, the keys in it, the names of parameters and of result columns
/// (see Orleans' documentation of ADO.NET configuration); everything else is ours.
/// </summary>
/// <remarks>
/// Rows are found by a SHA-256 of what names them, since grain ids are longer than an index takes. Every query is right
/// at any instant of being cut off: what belongs together is one statement or one transaction.
/// </remarks>
internal static class OrleansTables
{
    private const string Members = """
        CREATE TABLE IF NOT EXISTS orleans_cluster (
            cluster_id VARCHAR(150) NOT NULL PRIMARY KEY,
            version INT NOT NULL DEFAULT 0,
            changed_utc DATETIME(6) NOT NULL)
        """;

    private const string Silos = """
        CREATE TABLE IF NOT EXISTS orleans_silo (
            cluster_id VARCHAR(150) NOT NULL,
            address VARCHAR(45) NOT NULL,
            port INT NOT NULL,
            generation INT NOT NULL,
            silo_name VARCHAR(150) NOT NULL,
            host_name VARCHAR(255) NOT NULL,
            status INT NOT NULL,
            proxy_port INT NULL,
            suspect_times TEXT NULL,
            started_utc DATETIME(6) NOT NULL,
            alive_utc DATETIME(6) NOT NULL,
            PRIMARY KEY (cluster_id, address, port, generation))
        """;

    private const string Reminders = """
        CREATE TABLE IF NOT EXISTS orleans_reminder (
            reminder_key BINARY(32) NOT NULL PRIMARY KEY,
            service_id VARCHAR(150) NOT NULL,
            grain_id VARCHAR(4096) NOT NULL,
            grain_hash INT NOT NULL,
            name VARCHAR(255) NOT NULL,
            start_utc DATETIME(6) NOT NULL,
            period_ms BIGINT NOT NULL,
            version INT NOT NULL,
            KEY by_hash (service_id, grain_hash))
        """;

    private const string GrainStates = """
        CREATE TABLE IF NOT EXISTS orleans_grain_state (
            state_key BINARY(32) NOT NULL PRIMARY KEY,
            service_id VARCHAR(150) NOT NULL,
            grain_type VARCHAR(512) NOT NULL,
            grain_n0 BIGINT NOT NULL,
            grain_n1 BIGINT NOT NULL,
            grain_key VARCHAR(4096) NULL,
            version INT NOT NULL,
            changed_utc DATETIME(6) NOT NULL,
            payload LONGBLOB NULL)
        """;

    private const string Queries = """
        CREATE TABLE IF NOT EXISTS OrleansQuery (
            QueryKey VARCHAR(64) NOT NULL PRIMARY KEY,
            QueryText VARCHAR(8000) NOT NULL)
        """;

    private const string ThisSilo =
        "cluster_id = @DeploymentId AND address = @Address AND port = @Port AND generation = @Generation";

    private const string SiloColumns =
        "c.cluster_id AS DeploymentId, s.address AS Address, s.port AS Port, s.generation AS Generation, "
        + "s.silo_name AS SiloName, s.host_name AS HostName, s.status AS Status, s.proxy_port AS ProxyPort, "
        + "s.suspect_times AS SuspectTimes, s.started_utc AS StartTime, s.alive_utc AS IAmAliveTime, c.version AS Version";

    private const string ReminderKey =
        "UNHEX(SHA2(CONCAT_WS(CHAR(0), @ServiceId, @GrainId, @ReminderName), 256))";

    private const string ReminderColumns =
        "grain_id AS GrainId, name AS ReminderName, start_utc AS StartTime, period_ms AS Period, version AS Version";

    private const string StateKey =
        "UNHEX(SHA2(CONCAT_WS(CHAR(0), @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, @GrainIdExtensionString), 256))";

    // A first write puts an empty row there, which its second half fills: of two first writers one finds it taken.
    private const string WriteState =
        "INSERT IGNORE INTO orleans_grain_state (state_key, service_id, grain_type, grain_n0, grain_n1, grain_key, version, "
        + "changed_utc) SELECT " + StateKey + ", @ServiceId, @GrainTypeString, @GrainIdN0, @GrainIdN1, "
        + "@GrainIdExtensionString, 0, UTC_TIMESTAMP(6) FROM DUAL WHERE @GrainStateVersion IS NULL; "
        + "UPDATE orleans_grain_state SET payload = @PayloadBinary, version = version + 1, changed_utc = UTC_TIMESTAMP(6) "
        + "WHERE state_key = " + StateKey + " AND (version = @GrainStateVersion "
        + "OR (@GrainStateVersion IS NULL AND ROW_COUNT() = 1)); " + NewVersion;

    private const string NewVersion =
        "SELECT IF(ROW_COUNT() = 1, COALESCE(@GrainStateVersion, 0) + 1, NULL) AS NewGrainStateVersion";

    /// <summary>The statements that bring it all about; running them again changes nothing.</summary>
    public static IReadOnlyList<string> Statements { get; } =
    [
        Members,
        Silos,
        Reminders,
        GrainStates,
        Queries,
        .. Membership(),
        .. ReminderQueries(),
        .. StateQueries(),
    ];

    private static IEnumerable<string> Membership() =>
    [
        Query("GatewaysQueryKey", "SELECT address AS Address, proxy_port AS ProxyPort, generation AS Generation "
            + "FROM orleans_silo WHERE cluster_id = @DeploymentId AND status = @Status AND proxy_port > 0"),
        Query("MembershipReadRowKey", $"SELECT {SiloColumns} FROM orleans_cluster c LEFT JOIN orleans_silo s "
            + "ON s.cluster_id = c.cluster_id AND s.address = @Address AND s.port = @Port AND s.generation = @Generation "
            + "WHERE c.cluster_id = @DeploymentId"),
        Query("MembershipReadAllKey", $"SELECT {SiloColumns} FROM orleans_cluster c LEFT JOIN orleans_silo s "
            + "ON s.cluster_id = c.cluster_id WHERE c.cluster_id = @DeploymentId"),
        Query("InsertMembershipVersionKey", "INSERT IGNORE INTO orleans_cluster (cluster_id, changed_utc) "
            + "VALUES (@DeploymentId, UTC_TIMESTAMP(6)); SELECT ROW_COUNT() > 0"),
        Query("InsertMembershipKey", "START TRANSACTION; INSERT IGNORE INTO orleans_silo (cluster_id, address, port, "
            + "generation, silo_name, host_name, status, proxy_port, started_utc, alive_utc) "
            + "SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, "
            + "@IAmAliveTime FROM orleans_cluster WHERE cluster_id = @DeploymentId AND version = @Version FOR UPDATE; "
            + "UPDATE orleans_cluster SET version = version + 1, changed_utc = UTC_TIMESTAMP(6) "
            + "WHERE cluster_id = @DeploymentId AND version = @Version AND ROW_COUNT() > 0; "
            + "SELECT ROW_COUNT() > 0; COMMIT"),
        Query("UpdateMembershipKey", "UPDATE orleans_cluster c JOIN orleans_silo s ON s.cluster_id = c.cluster_id "
            + "SET c.version = c.version + 1, c.changed_utc = UTC_TIMESTAMP(6), s.status = @Status, "
            + "s.suspect_times = @SuspectTimes, s.alive_utc = @IAmAliveTime "
            + "WHERE c.cluster_id = @DeploymentId AND c.version = @Version AND s.address = @Address AND s.port = @Port "
            + "AND s.generation = @Generation; SELECT ROW_COUNT() > 0"),
        Query("UpdateIAmAlivetimeKey", $"UPDATE orleans_silo SET alive_utc = @IAmAliveTime WHERE {ThisSilo}"),
        Query("CleanupDefunctSiloEntriesKey", "DELETE FROM orleans_silo WHERE cluster_id = @DeploymentId "
            + "AND status <> 3 AND alive_utc < @IAmAliveTime"),
        Query("DeleteMembershipTableEntriesKey", "DELETE FROM orleans_silo WHERE cluster_id = @DeploymentId; "
            + "DELETE FROM orleans_cluster WHERE cluster_id = @DeploymentId"),
    ];

    private static IEnumerable<string> ReminderQueries() =>
    [
        Query("UpsertReminderRowKey", "INSERT INTO orleans_reminder (reminder_key, service_id, grain_id, grain_hash, name, "
            + $"start_utc, period_ms, version) VALUES ({ReminderKey}, @ServiceId, @GrainId, @GrainHash, @ReminderName, "
            + "@StartTime, @Period, 1) ON DUPLICATE KEY UPDATE start_utc = @StartTime, period_ms = @Period, "
            + $"version = version + 1; SELECT version AS Version FROM orleans_reminder WHERE reminder_key = {ReminderKey}"),
        Query("ReadReminderRowsKey", $"SELECT {ReminderColumns} FROM orleans_reminder "
            + "WHERE service_id = @ServiceId AND grain_id = @GrainId"),
        Query("ReadReminderRowKey", $"SELECT {ReminderColumns} FROM orleans_reminder WHERE reminder_key = {ReminderKey}"),
        Query("ReadRangeRows1Key", $"SELECT {ReminderColumns} FROM orleans_reminder "
            + "WHERE service_id = @ServiceId AND grain_hash > @BeginHash AND grain_hash <= @EndHash"),
        Query("ReadRangeRows2Key", $"SELECT {ReminderColumns} FROM orleans_reminder "
            + "WHERE service_id = @ServiceId AND (grain_hash > @BeginHash OR grain_hash <= @EndHash)"),
        Query("DeleteReminderRowKey", $"DELETE FROM orleans_reminder WHERE reminder_key = {ReminderKey} "
            + "AND version = @Version; SELECT ROW_COUNT() > 0"),
        Query("DeleteReminderRowsKey", "DELETE FROM orleans_reminder WHERE service_id = @ServiceId"),
    ];

    private static IEnumerable<string> StateQueries() =>
    [
        Query("ReadFromStorageKey", "SELECT payload AS PayloadBinary, UTC_TIMESTAMP(6), version AS Version "
            + $"FROM orleans_grain_state WHERE state_key = {StateKey}"),
        Query("WriteToStorageKey", WriteState),
        Query("ClearStorageKey", "UPDATE orleans_grain_state SET payload = NULL, version = version + 1, "
            + $"changed_utc = UTC_TIMESTAMP(6) WHERE state_key = {StateKey} AND version = @GrainStateVersion; {NewVersion}"),
        Query("DeleteStorageKey",
            $"DELETE FROM orleans_grain_state WHERE state_key = {StateKey} AND version = @GrainStateVersion; {NewVersion}"),
    ];

    private static string Query(string key, string text) =>
        $"REPLACE INTO OrleansQuery (QueryKey, QueryText) VALUES ('{key}', '{Quoted(text)}')";

    private static string Quoted(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("'", "''", StringComparison.Ordinal);
}
