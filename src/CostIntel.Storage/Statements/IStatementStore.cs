namespace CostIntel.Storage.Statements;

/// <summary>
/// Staged imports of billing statements, and the books of what statements have said, by source, billing account and
/// billing period. Memory does not grow with the size of a statement.
/// </summary>
public interface IStatementStore
{
    /// <summary>Starts an import, or returns what is known of the one with that id.</summary>
    Task<ImportRecord> OpenAsync(ImportOpening opening, CancellationToken cancellation);

    /// <summary>What is known of an import; null for nothing.</summary>
    Task<ImportRecord?> FindAsync(string importId, CancellationToken cancellation);

    /// <summary>
    /// Stages rows. Rows with keys that are staged already are merged with them. On disk when it returns.
    /// </summary>
    /// <param name="importId">Whose rows.</param>
    /// <param name="sequence">The number of their batch.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="merge">Adds two payloads of the same keys.</param>
    /// <param name="detail">Kept beside the import.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    Task<StagingOutcome> StageAsync(
        string importId,
        long sequence,
        IReadOnlyList<StagedRow> rows,
        PayloadMerge merge,
        byte[] detail,
        CancellationToken cancellation);

    /// <summary>Moves an import on by one state, or leaves it there; a null detail keeps the one there is.</summary>
    /// <exception cref="Sql.StorageException">It is not in the state before.</exception>
    Task MoveAsync(string importId, ImportState to, byte[]? detail, CancellationToken cancellation);

    /// <summary>
    /// Each key of an import beside what its book says of it, by book and key: the same order every time.
    /// </summary>
    /// <param name="importId">Which import.</param>
    /// <param name="wholePeriod">Also the keys that only the touched books have.</param>
    /// <param name="cancellation">Stops reading.</param>
    IAsyncEnumerable<StatementChange> ReadChangesAsync(
        string importId, bool wholePeriod, CancellationToken cancellation);

    /// <summary>
    /// Makes the books say what the import says, and drops what was staged. Killed at any point it can be run again.
    /// </summary>
    /// <exception cref="Sql.StorageException">The differences of the import have not been counted yet.</exception>
    Task ApplyAsync(string importId, bool wholePeriod, CancellationToken cancellation);

    /// <summary>Drops what was staged; nothing of the import counts.</summary>
    /// <exception cref="Sql.StorageException">It was committed.</exception>
    Task AbortAsync(string importId, CancellationToken cancellation);

    /// <summary>Imports that were committed and are not done.</summary>
    Task<IReadOnlyList<ImportRecord>> ReadUnfinishedAsync(CancellationToken cancellation);

    /// <summary>
    /// Gives up imports that were opened long ago and never committed, and drops what ended processes left staged.
    /// </summary>
    /// <param name="neverCommittedSince">Imports that are still open and older than this are given up.</param>
    /// <param name="cancellation">Stops in between.</param>
    /// <returns>How many imports were given up.</returns>
    Task<int> TidyAsync(DateTimeOffset neverCommittedSince, CancellationToken cancellation);
}

/// <summary>What became of a batch of rows.</summary>
public enum StagingOutcome
{
    /// <summary>It is staged.</summary>
    Staged = 1,

    /// <summary>It was staged before; it counts once.</summary>
    StagedAlready = 2,

    /// <summary>The import takes no more rows: it was committed, aborted or never opened.</summary>
    Closed = 3,
}

/// <summary>Adds two payloads of the same keys.</summary>
public delegate byte[] PayloadMerge(ReadOnlySpan<byte> kept, ReadOnlySpan<byte> added);

/// <summary>How far an import has come.</summary>
public enum ImportState
{
    /// <summary>Takes rows.</summary>
    Staging = 1,

    /// <summary>Has all of its rows and waits for its turn.</summary>
    Sealed = 2,

    /// <summary>Its differences are being counted.</summary>
    Dispatching = 3,

    /// <summary>Its differences count; the books are being brought up to it.</summary>
    Applying = 4,

    /// <summary>Done.</summary>
    Done = 5,

    /// <summary>Given up; nothing of it counts.</summary>
    Aborted = 6,
}

/// <summary>What starts an import.</summary>
/// <param name="ImportId">Chosen by the client.</param>
/// <param name="Tenant">Canonical tenant id.</param>
/// <param name="Source">The system the statement comes from.</param>
/// <param name="WholePeriod">True when it is the whole of the periods it covers.</param>
/// <param name="Description">For people.</param>
/// <param name="StartedUtc">When, UTC.</param>
public sealed record ImportOpening(
    string ImportId, string Tenant, string Source, bool WholePeriod, string Description, DateTimeOffset StartedUtc);

/// <summary>What is known of an import.</summary>
/// <param name="ImportId">Chosen by the client.</param>
/// <param name="Tenant">Canonical tenant id.</param>
/// <param name="Source">The system the statement comes from.</param>
/// <param name="WholePeriod">True when it is the whole of the periods it covers.</param>
/// <param name="State">How far it has come.</param>
/// <param name="StagedSequence">Batches up to this one are staged.</param>
/// <param name="Detail">Kept beside it.</param>
public sealed record ImportRecord(
    string ImportId,
    string Tenant,
    string Source,
    bool WholePeriod,
    ImportState State,
    long StagedSequence,
    byte[]? Detail);

/// <summary>Names a statement book.</summary>
/// <param name="BillingAccount">Provider and billing account.</param>
/// <param name="PeriodStart">FOCUS BillingPeriodStart, Unix seconds.</param>
/// <param name="PeriodEnd">FOCUS BillingPeriodEnd, Unix seconds, exclusive.</param>
public readonly record struct BookKey(string BillingAccount, long PeriodStart, long PeriodEnd);

/// <summary>A row to stage.</summary>
/// <param name="Book">Which book it belongs to.</param>
/// <param name="RowKey">16 bytes: the key whose value a later statement replaces.</param>
/// <param name="PartKey">16 bytes: what keeps rows of the key apart that cannot be added.</param>
/// <param name="Payload">What it says.</param>
public readonly record struct StagedRow(BookKey Book, byte[] RowKey, byte[] PartKey, byte[] Payload);

/// <summary>A key with what the book and the import say of it.</summary>
/// <param name="Old">In the book, by part key; empty when it is unknown.</param>
/// <param name="New">In the import, by part key; empty when it has none.</param>
public sealed record StatementChange(IReadOnlyList<StatementPart> Old, IReadOnlyList<StatementPart> New);

/// <summary>One part of a key's value.</summary>
/// <param name="PartKey">16 bytes.</param>
/// <param name="RowCount">How many rows were added up in it.</param>
/// <param name="Payload">What it says.</param>
public readonly record struct StatementPart(byte[] PartKey, long RowCount, byte[] Payload);
