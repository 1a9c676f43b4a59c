namespace CostIntel.Storage.Statements;

/// <summary>
/// Goes through the keys of an import and its book in pages, in the order of the keys. Parameters: @p0 the import's
/// number, @p1 the book's, @p2 the last key of the page before, @p3 the last one of this page or how many keys to take.
/// </summary>
internal static class KeyPages
{
    /// <summary>Staged rows of the page.</summary>
    public const string Staged =
        " FROM import_row WHERE import_no = @p0 AND book_no = @p1 AND row_key > @p2 AND row_key <= @p3";

    /// <summary>Rows of the book that the page is about: all, or those whose key is staged.</summary>
    public static string Kept(bool wholePeriod) =>
        " FROM statement_row WHERE book_no = @p1 AND row_key > @p2 AND row_key <= @p3"
        + (wholePeriod ? "" : $" AND row_key IN (SELECT row_key{Staged})");

    /// <summary>The last key of the page that begins behind a key; NULL at the end.</summary>
    public static string LastKey(bool wholePeriod) => wholePeriod
        ? $"SELECT MAX(row_key) FROM (SELECT row_key FROM ({NextStaged}) AS staged UNION "
            + $"SELECT row_key FROM ({NextKept}) AS kept ORDER BY row_key LIMIT @p3) AS page"
        : $"SELECT MAX(row_key) FROM ({NextStaged}) AS page";

    private const string NextStaged =
        "SELECT DISTINCT row_key FROM import_row WHERE import_no = @p0 AND book_no = @p1 AND row_key > @p2 "
        + "ORDER BY row_key LIMIT @p3";

    private const string NextKept =
        "SELECT DISTINCT row_key FROM statement_row WHERE book_no = @p1 AND row_key > @p2 ORDER BY row_key LIMIT @p3";
}
