namespace CostIntel.Storage.Sql;

/// <summary>The few places in which the databases want other words for the same.</summary>
/// <param name="Begin">Begins a transaction that is going to write.</param>
/// <param name="KeepExisting">
/// Follows the values of an insert and leaves a row alone that is there; {0} is a column of it. Unlike an insert that
/// ignores, it does not cut values to their column's length.
/// </param>
/// <param name="OnConflict">Follows the values of an insert; {0} are the columns of the key, then come assignments.</param>
/// <param name="Inserted">Inside those assignments: what the insert would have put into column {0}.</param>
/// <param name="ShareLock">Ends a query whose rows must not change before the transaction ends.</param>
/// <param name="RowsPerStatement">Rows that are best written with one statement; a power of two.</param>
public sealed record SqlDialect(
    string Begin, string KeepExisting, string OnConflict, string Inserted, string ShareLock, int RowsPerStatement)
{
    /// <summary>SQLite; 3.35 and later. Whoever writes is alone, so no row needs a lock.</summary>
    /// <remarks>A statement costs little, and each of its parameters is searched among all: 256 rows take 2.7 times as long.</remarks>
    public static SqlDialect Sqlite { get; } = new(
        "BEGIN IMMEDIATE", " ON CONFLICT DO NOTHING", "ON CONFLICT ({0}) DO UPDATE SET", "excluded.{0}", "", 8);

    /// <summary>
    /// MySQL 8 and MariaDB 10.11. Each statement sees what others have committed, and locks rows but not the gaps
    /// between them: with a view of its own a transaction would not find the row that its insert has run into.
    /// </summary>
    public static SqlDialect MySql { get; } = new(
        "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; START TRANSACTION",
        " ON DUPLICATE KEY UPDATE {0} = {0}",
        "ON DUPLICATE KEY UPDATE",
        "VALUES({0})",
        " LOCK IN SHARE MODE",
        256);

    /// <summary>An insert that leaves a row alone that is there.</summary>
    /// <param name="insert">The insert.</param>
    /// <param name="column">A column of its table.</param>
    public string Keeping(string insert, string column) =>
        insert + KeepExisting.Replace("{0}", column, StringComparison.Ordinal);
}
