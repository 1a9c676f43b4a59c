namespace CostIntel.Storage.Sql;

/// <summary>The few places in which the databases want other words for the same.</summary>
/// <param name="Begin">Begins a transaction that is going to write.</param>
/// <param name="InsertOrIgnore">Begins an insert that leaves a row alone that is there.</param>
/// <param name="OnConflict">Follows the values of an insert; {0} are the columns of the key, then come assignments.</param>
/// <param name="Inserted">Inside those assignments: what the insert would have put into column {0}.</param>
public sealed record SqlDialect(string Begin, string InsertOrIgnore, string OnConflict, string Inserted)
{
    /// <summary>SQLite; 3.35 and later.</summary>
    public static SqlDialect Sqlite { get; } = new(
        "BEGIN IMMEDIATE", "INSERT OR IGNORE INTO", "ON CONFLICT ({0}) DO UPDATE SET", "excluded.{0}");

    /// <summary>MySQL 8 and MariaDB 10.11.</summary>
    public static SqlDialect MySql { get; } = new(
        "START TRANSACTION", "INSERT IGNORE INTO", "ON DUPLICATE KEY UPDATE", "VALUES({0})");
}
