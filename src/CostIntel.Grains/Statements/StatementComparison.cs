using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Statements;
using CostIntel.Storage.Statements;

namespace CostIntel.Grains.Statements;

/// <summary>Compares a statement with its books key by key, counts what it finds and gathers the differences.</summary>
internal sealed class StatementComparison
{
    private readonly Dictionary<StatementChangeKind, long> _rows = [];
    private List<StatementLine> _deltas = [];

    /// <summary>Rows of the statement compared so far.</summary>
    public long ComparedRows { get; private set; }

    /// <summary>Differences that were not taken yet.</summary>
    public IReadOnlyCollection<StatementLine> Deltas => _deltas;

    public void Compare(StatementChange change)
    {
        var kind = StatementDiff.Compare(Lines(change.Old), Lines(change.New), _deltas);
        var rows = (kind == StatementChangeKind.Removed ? change.Old : change.New).Sum(part => part.RowCount);
        _rows[kind] = _rows.GetValueOrDefault(kind) + rows;
        ComparedRows += change.New.Sum(part => part.RowCount);
    }

    public List<StatementLine> TakeDeltas()
    {
        var taken = _deltas;
        _deltas = [];
        return taken;
    }

    public void WriteTo(ImportDetail detail)
    {
        detail.Inserted = RowsOf(StatementChangeKind.Inserted);
        detail.Updated = RowsOf(StatementChangeKind.Updated);
        detail.Unchanged = RowsOf(StatementChangeKind.Unchanged);
        detail.Removed = RowsOf(StatementChangeKind.Removed);
    }

    private static KeyedLine[] Lines(IReadOnlyList<StatementPart> parts) =>
        [.. parts.Select(part => new KeyedLine(Convert.ToHexString(part.PartKey), StatementLine.Decode(part.Payload)))];

    private ulong RowsOf(StatementChangeKind kind) => (ulong)_rows.GetValueOrDefault(kind);
}
