using System.Data.Common;
using System.Globalization;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.Statements;

/// <summary>The keys of one page with what the book and the import say of them.</summary>
/// <param name="LastKey">Where the next page begins; null at the end.</param>
/// <param name="Changes">By key.</param>
internal sealed record ChangePage(byte[]? LastKey, IReadOnlyList<StatementChange> Changes)
{
    private const string Columns = "SELECT row_key, part_key, row_count, payload";
    private const string Order = " ORDER BY row_key, part_key";

    public static ChangePage Read(
        DbConnection connection, long importNo, long book, byte[] after, int keys, bool wholePeriod)
    {
        var page = new ChangePage(null, []);
        if (FindLastKey(connection, importNo, book, after, keys, wholePeriod) is { } last)
        {
            object[] range = [importNo, book, after, last];
            var staged = ReadParts(connection, Columns + KeyPages.Staged + Order, range);
            var kept = ReadParts(connection, Columns + KeyPages.Kept(wholePeriod) + Order, range);
            page = new ChangePage(last, Merge(kept, staged));
        }

        CheckNotApplied(connection, importNo);
        return page;
    }

    // Last, since the book changes from that state on: what was read before it is what the import was compared with.
    private static void CheckNotApplied(DbConnection connection, long importNo)
    {
        using var command = SqlCommands.Create(
            connection, "SELECT state FROM statement_import WHERE import_no = @p0", [importNo]);
        var state = (ImportState)Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
        if (state is ImportState.Applying or ImportState.Done)
        {
            throw new StorageException($"Import number {importNo} is {state}: its changes have been counted elsewhere.");
        }
    }

    private static byte[]? FindLastKey(
        DbConnection connection, long importNo, long book, byte[] after, int keys, bool wholePeriod)
    {
        using var command = SqlCommands.Create(
            connection, KeyPages.LastKey(wholePeriod), [importNo, book, after, keys]);
        return command.ExecuteScalar() as byte[];
    }

    private static List<(byte[] Key, List<StatementPart> Parts)> ReadParts(
        DbConnection connection, string sql, object[] values)
    {
        using var command = SqlCommands.Create(connection, sql, values);
        using var reader = command.ExecuteReader();
        var found = new List<(byte[] Key, List<StatementPart> Parts)>();
        while (reader.Read())
        {
            var key = reader.GetFieldValue<byte[]>(0);
            if (found is not [.., var last] || !last.Key.AsSpan().SequenceEqual(key))
            {
                found.Add(last = (key, []));
            }

            last.Parts.Add(new StatementPart(
                reader.GetFieldValue<byte[]>(1), reader.GetInt64(2), reader.GetFieldValue<byte[]>(3)));
        }

        return found;
    }

    private static List<StatementChange> Merge(
        List<(byte[] Key, List<StatementPart> Parts)> kept, List<(byte[] Key, List<StatementPart> Parts)> staged)
    {
        var changes = new List<StatementChange>(Math.Max(kept.Count, staged.Count));
        for (int k = 0, s = 0; k < kept.Count || s < staged.Count;)
        {
            var order = k == kept.Count ? 1 : s == staged.Count ? -1 : kept[k].Key.AsSpan().SequenceCompareTo(staged[s].Key);
            changes.Add(new StatementChange(order <= 0 ? kept[k++].Parts : [], order >= 0 ? staged[s++].Parts : []));
        }

        return changes;
    }
}
