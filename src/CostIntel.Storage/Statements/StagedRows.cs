using System.Globalization;
using System.Text;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Statements;

/// <summary>
/// The rows of one batch, added up by key, and with what is staged of those keys already: read and written many at a
/// time, since each statement is a way to the database and back.
/// </summary>
internal sealed class StagedRows(SqlWriter writer, long importNo, PayloadMerge merge)
{
    private const int ColumnsPerRow = 6;

    private readonly Dictionary<(long Book, UInt128 Row, UInt128 Part), Staged> _rows = [];

    public void Add(long book, StagedRow row)
    {
        var key = (book, Number(row.RowKey), Number(row.PartKey));
        if (_rows.TryGetValue(key, out var staged))
        {
            staged.Count++;
            staged.Payload = merge(staged.Payload, row.Payload);
        }
        else
        {
            _rows.Add(key, new Staged(book, row.RowKey, row.PartKey) { Count = 1, Payload = row.Payload });
        }
    }

    public void Write()
    {
        foreach (var book in _rows.Values.GroupBy(row => row.Book))
        {
            var rows = book.OrderBy(row => Number(row.RowKey)).ToList();
            for (var first = 0; first < rows.Count;)
            {
                // A few sizes only, since each makes a statement text of its own that is kept.
                var size = writer.Dialect.RowsPerStatement;
                while (size > rows.Count - first)
                {
                    size /= 2;
                }

                var some = rows.GetRange(first, size);
                MergeWithStaged(book.Key, some);
                Insert(some);
                first += size;
            }
        }
    }

    private static string Parameter(int number) => string.Create(CultureInfo.InvariantCulture, $"@p{number}");

    private static UInt128 Number(byte[] key) => System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(key);

    private void MergeWithStaged(long book, List<Staged> some)
    {
        var keys = string.Join(',', Enumerable.Range(2, some.Count).Select(Parameter));
        object[] values = [importNo, book, .. some.Select(row => row.RowKey)];
        using var reader = writer.Query(
            "SELECT row_key, part_key, payload FROM import_row WHERE import_no = @p0 AND book_no = @p1 "
            + $"AND row_key IN ({keys})",
            values);
        while (reader.Read())
        {
            var key = (book, Number(reader.GetFieldValue<byte[]>(0)), Number(reader.GetFieldValue<byte[]>(1)));
            if (_rows.TryGetValue(key, out var row) && !row.IsMerged)
            {
                row.Payload = merge(reader.GetFieldValue<byte[]>(2), row.Payload);
                row.IsMerged = true;
            }
        }
    }

    private void Insert(List<Staged> some)
    {
        var sql = new StringBuilder("INSERT INTO import_row (import_no, book_no, row_key, part_key, row_count, payload) VALUES ");
        var values = new object[some.Count * ColumnsPerRow];
        for (var i = 0; i < some.Count; i++)
        {
            var p = i * ColumnsPerRow;
            sql.Append(i == 0 ? "(" : ",(");
            sql.AppendJoin(',', Enumerable.Range(p, ColumnsPerRow).Select(Parameter));
            sql.Append(')');
            var row = some[i];
            object[] cells = [importNo, row.Book, row.RowKey, row.PartKey, row.Count, row.Payload];
            cells.CopyTo(values, p);
        }

        var dialect = writer.Dialect;
        sql.Append(' ').AppendFormat(
            CultureInfo.InvariantCulture, dialect.OnConflict, "import_no, book_no, row_key, part_key");
        sql.Append(" row_count = import_row.row_count + ").AppendFormat(CultureInfo.InvariantCulture, dialect.Inserted, "row_count");
        sql.Append(", payload = ").AppendFormat(CultureInfo.InvariantCulture, dialect.Inserted, "payload");
        writer.Execute(sql.ToString(), values);
    }

    private sealed class Staged(long book, byte[] rowKey, byte[] partKey)
    {
        public long Book => book;

        public byte[] RowKey => rowKey;

        public byte[] PartKey => partKey;

        public long Count { get; set; }

        public byte[] Payload { get; set; } = [];

        /// <summary>True when what was staged before is in the payload: a key may be asked for twice.</summary>
        public bool IsMerged { get; set; }
    }
}
