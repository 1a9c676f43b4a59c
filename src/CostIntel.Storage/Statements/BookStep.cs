using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Statements;

/// <summary>Brings some keys of one book, in order, to what an import says. Running it again changes nothing.</summary>
internal sealed class BookStep(string importId, long book, byte[] after, int keys, bool wholePeriod) : ISqlWork
{
    private const string ImportNo = "(SELECT import_no FROM statement_import WHERE import_id = @p0)";

    private const string Staged = " FROM import_row WHERE import_no = " + ImportNo + " AND book_no = @p1 AND row_key > @p2";

    /// <summary>The last key of the step; null when there was none left.</summary>
    public byte[]? LastKey { get; private set; }

    public int SizeHint => keys * 512;

    public void Execute(SqlWriter writer)
    {
        LastKey = FindLastKey(writer);
        if (wholePeriod)
        {
            DeleteRange(writer);
        }
        else if (LastKey is not null)
        {
            writer.Execute(
                "DELETE FROM statement_row WHERE book_no = @p1 AND row_key IN (SELECT row_key" + Staged
                + " AND row_key <= @p3)",
                importId,
                book,
                after,
                LastKey);
        }

        if (LastKey is not null)
        {
            writer.Execute(
                "INSERT INTO statement_row (book_no, row_key, part_key, row_count, payload) "
                + "SELECT book_no, row_key, part_key, row_count, payload" + Staged + " AND row_key <= @p3",
                importId,
                book,
                after,
                LastKey);
        }
    }

    private byte[]? FindLastKey(SqlWriter writer)
    {
        using var reader = writer.Query(
            "SELECT MAX(row_key) FROM (SELECT DISTINCT row_key" + Staged + " ORDER BY row_key LIMIT @p3)",
            importId,
            book,
            after,
            keys);
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetFieldValue<byte[]>(0) : null;
    }

    private void DeleteRange(SqlWriter writer)
    {
        if (LastKey is null)
        {
            writer.Execute("DELETE FROM statement_row WHERE book_no = @p0 AND row_key > @p1", book, after);
        }
        else
        {
            writer.Execute(
                "DELETE FROM statement_row WHERE book_no = @p0 AND row_key > @p1 AND row_key <= @p2", book, after, LastKey);
        }
    }
}
