using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Statements;

/// <summary>Stages one batch of rows, unless it is staged already or the import takes no more.</summary>
internal sealed class StatementStaging(
    string importId,
    long sequence,
    IReadOnlyList<StagedRow> rows,
    PayloadMerge merge,
    byte[] detail) : ISqlWork
{
    private const string InsertBook =
        "INSERT INTO statement_book (tenant, source, billing_account, period_start, period_end) "
        + "VALUES (@p0, @p1, @p2, @p3, @p4)";

    private readonly Dictionary<BookKey, long> _books = [];

    /// <summary>How it went.</summary>
    public StagingOutcome Outcome { get; private set; }

    public int SizeHint => rows.Sum(row => row.Payload.Length + 64);

    public void Execute(SqlWriter writer)
    {
        _books.Clear();
        Outcome = Advance(writer);
        if (Outcome != StagingOutcome.Staged)
        {
            return;
        }

        var (importNo, tenant, source) = ReadImport(writer);
        var staged = new StagedRows(writer, importNo, merge);
        foreach (var row in rows)
        {
            if (!_books.TryGetValue(row.Book, out var book))
            {
                _books.Add(row.Book, book = BookNo(writer, tenant, source, row.Book));
            }

            staged.Add(book, row);
        }

        staged.Write();
    }

    private StagingOutcome Advance(SqlWriter writer)
    {
        var isAdvanced = writer.Execute(
            "UPDATE statement_import SET staged_sequence = @p1, detail = @p2 WHERE import_id = @p0 "
            + "AND staged_sequence < @p1 AND state = @p3",
            importId,
            sequence,
            detail,
            (int)ImportState.Staging) > 0;
        if (isAdvanced)
        {
            return StagingOutcome.Staged;
        }

        using var reader = writer.Query(
            "SELECT state, staged_sequence FROM statement_import WHERE import_id = @p0", importId);
        return reader.Read() && reader.GetInt32(0) != (int)ImportState.Aborted && reader.GetInt64(1) >= sequence
            ? StagingOutcome.StagedAlready
            : StagingOutcome.Closed;
    }

    private static long BookNo(SqlWriter writer, string tenant, string source, BookKey key)
    {
        writer.Execute(
            writer.Dialect.Keeping(InsertBook, "book_no"),
            tenant,
            source,
            key.BillingAccount,
            key.PeriodStart,
            key.PeriodEnd);
        // MySQL's equality ignores spaces at the end.
        using var reader = writer.Query(
            "SELECT book_no FROM statement_book WHERE tenant = @p0 AND source = @p1 AND billing_account = @p2 "
            + "AND LENGTH(billing_account) = LENGTH(@p2) AND period_start = @p3 AND period_end = @p4",
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
}
