using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Statements;

/// <summary>Brings some keys of one book, in order, to what an import says. Running it again changes nothing.</summary>
internal sealed class BookStep(long importNo, long book, byte[] after, int keys, bool wholePeriod) : ISqlWork
{
    /// <summary>The last key of the step; null when there was none left.</summary>
    public byte[]? LastKey { get; private set; }

    public int SizeHint => keys * 512;

    public void Execute(SqlWriter writer)
    {
        CheckApplying(writer);
        LastKey = FindLastKey(writer);
        if (LastKey is null)
        {
            return;
        }

        writer.Execute("DELETE" + KeyPages.Kept(wholePeriod), importNo, book, after, LastKey);
        writer.Execute(
            "INSERT INTO statement_row (book_no, row_key, part_key, row_count, payload) "
            + "SELECT book_no, row_key, part_key, row_count, payload" + KeyPages.Staged,
            importNo,
            book,
            after,
            LastKey);
    }

    // Of two that apply the import, one may be done and have dropped what was staged: to the other the book would look
    // as if the statement had nothing of it any more.
    private void CheckApplying(SqlWriter writer)
    {
        using var reader = writer.Query(
            "SELECT state FROM statement_import WHERE import_no = @p0" + writer.Dialect.ShareLock, importNo);
        if (!reader.Read() || reader.GetInt32(0) != (int)ImportState.Applying)
        {
            throw new StorageException($"Import number {importNo} is not being applied any more: it ended elsewhere.");
        }
    }

    private byte[]? FindLastKey(SqlWriter writer)
    {
        using var reader = writer.Query(KeyPages.LastKey(wholePeriod), importNo, book, after, keys);
        return reader.Read() && !reader.IsDBNull(0) ? reader.GetFieldValue<byte[]>(0) : null;
    }
}
