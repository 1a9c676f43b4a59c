using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Statements;

/// <summary>Stages one batch of rows, unless it is staged already.</summary>
internal sealed class StatementStaging(
    string importId,
    long sequence,
    IReadOnlyList<StagedRow> rows,
    PayloadMerge merge,
    byte[] detail) : ISqlWork
{
    private readonly Dictionary<BookKey, long> _books = [];

    /// <summary>False when the batch was staged already.</summary>
    public bool IsNew { get; private set; }

    public int SizeHint => rows.Sum(row => row.Payload.Length + 64);

    public void Execute(SqlWriter writer)
    {
        _books.Clear();
        IsNew = writer.Execute(
            "UPDATE statement_import SET staged_sequence = @p1, detail = @p2 WHERE import_id = @p0 "
            + "AND staged_sequence < @p1 AND state = @p3",
            importId,
            sequence,
            detail,
            (int)ImportState.Staging) > 0;
        if (!IsNew)
        {
            return;
        }

        var (importNo, tenant, source) = ReadImport(writer);
        foreach (var row in rows)
        {
            if (!_books.TryGetValue(row.Book, out var book))
            {
                _books.Add(row.Book, book = BookNo(writer, tenant, source, row.Book));
            }

            Stage(writer, importNo, book, row);
        }
    }

    private static long BookNo(SqlWriter writer, string tenant, string source, BookKey key)
    {
        writer.Execute(
            "INSERT INTO statement_book (tenant, source, billing_account, period_start, period_end) "
            + "VALUES (@p0, @p1, @p2, @p3, @p4) ON CONFLICT DO NOTHING",
            tenant,
            source,
            key.BillingAccount,
            key.PeriodStart,
            key.PeriodEnd);
        using var reader = writer.Query(
            "SELECT book_no FROM statement_book WHERE tenant = @p0 AND source = @p1 AND billing_account = @p2 "
            + "AND period_start = @p3 AND period_end = @p4",
            tenant,
            source,
            key.BillingAccount,
            key.PeriodStart,
            key.PeriodEnd);
        reader.Read();
        return reader.GetInt64(0);
    }

    private (long ImportNo, string Tenant, string Source) ReadImport(SqlWriter writer)
    {
        using var reader = writer.Query(
            "SELECT import_no, tenant, source FROM statement_import WHERE import_id = @p0", importId);
        reader.Read();
        return (reader.GetInt64(0), reader.GetString(1), reader.GetString(2));
    }

    private void Stage(SqlWriter writer, long importNo, long book, StagedRow row)
    {
        var payload = row.Payload;
        if (Find(writer, importNo, book, row) is { } staged)
        {
            payload = merge(staged, payload);
        }

        writer.Execute(
            "INSERT INTO import_row (import_no, book_no, row_key, part_key, row_count, payload) "
            + "VALUES (@p0, @p1, @p2, @p3, 1, @p4) ON CONFLICT (import_no, book_no, row_key, part_key) "
            + "DO UPDATE SET row_count = row_count + 1, payload = excluded.payload",
            importNo,
            book,
            row.RowKey,
            row.PartKey,
            payload);
    }

    private static byte[]? Find(SqlWriter writer, long importNo, long book, StagedRow row)
    {
        using var reader = writer.Query(
            "SELECT payload FROM import_row WHERE import_no = @p0 AND book_no = @p1 AND row_key = @p2 AND part_key = @p3",
            importNo,
            book,
            row.RowKey,
            row.PartKey);
        return reader.Read() ? reader.GetFieldValue<byte[]>(0) : null;
    }
}
