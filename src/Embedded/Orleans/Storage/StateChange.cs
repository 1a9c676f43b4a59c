using CostIntel.Storage.Sql;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Which record.</summary>
internal readonly record struct StateKey(GrainId GrainId, string StateName);

/// <summary>
/// A write or, without a payload, a removal of one record, if its ETag is still the expected one. A conflict is an
/// answer and not an exception, which would cost the whole transaction.
/// </summary>
internal sealed class StateChange(StateKey key, long? expectedETag, long nextETag, byte[]? payload) : ISqlWork
{
    private const string Where = "WHERE grain_type = @p0 AND grain_key = @p1 AND state_name = @p2";

    private const string InsertSql = """
        INSERT INTO grain_state (grain_type, grain_key, state_name, etag, payload) VALUES (@p0, @p1, @p2, @p3, @p4)
        ON CONFLICT DO NOTHING
        """;

    private const string UpdateSql = $"UPDATE grain_state SET etag = @p3, payload = @p4 {Where} AND etag = @p5";
    private const string DeleteSql = $"DELETE FROM grain_state {Where} AND etag = @p3";
    private const string FindSql = $"SELECT etag FROM grain_state {Where}";

    public StateKey Key => key;

    public long? ExpectedETag => expectedETag;

    public bool IsConflict { get; private set; }

    /// <summary>The ETag that was in the way.</summary>
    public long? FoundETag { get; private set; }

    public int SizeHint => 128 + (payload?.Length ?? 0);

    public void Execute(SqlWriter writer)
    {
        IsConflict = !TryChange(writer);
        FoundETag = IsConflict ? Find(writer) : null;
    }

    private bool TryChange(SqlWriter writer)
    {
        var (type, grain, state) = (key.GrainId.Type.Name, key.GrainId.Key.Text, key.StateName);
        return (payload, expectedETag) switch
        {
            (null, null) => Find(writer) is null,
            (null, { } expected) => writer.Execute(DeleteSql, type, grain, state, expected) == 1,
            (_, null) => writer.Execute(InsertSql, type, grain, state, nextETag, payload) == 1,
            (_, { } expected) => writer.Execute(UpdateSql, type, grain, state, nextETag, payload, expected) == 1,
        };
    }

    private long? Find(SqlWriter writer)
    {
        using var found = writer.Query(FindSql, key.GrainId.Type.Name, key.GrainId.Key.Text, key.StateName);
        return found.Read() ? found.GetInt64(0) : null;
    }
}
