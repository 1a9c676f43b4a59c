using CostIntel.Domain.Audit;
using CostIntel.Grains.Audit;
using CostIntel.Server.Audit;
using CostIntel.Storage.Audit;
using CostIntel.Storage.Sql;
using CostIntel.TestKit;

namespace CostIntel.Server.Tests.Audit;

/// <summary>A log in a real file, and somebody who can write to that file.</summary>
public sealed class AuditReaderTests : IAsyncLifetime, IDisposable
{
    private const string Tenant = "default";
    private const int Entries = 1_100;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private SqlDatabase _database = null!;
    private SqlCommitQueue _queue = null!;
    private SqlAuditStore _store = null!;
    private AuditMark _head = null!;

    public async Task InitializeAsync()
    {
        _database = SqlDatabase.Open(_folder.File("engine.db"));
        _queue = new SqlCommitQueue(_database);
        _store = new SqlAuditStore(_database, _queue);
        _head = (await _store.OpenAsync(Tenant, AuditChain.Start(Tenant).ToPlace(), default)).ToMark();
        await AppendAsync(Entries);
    }

    public async Task DisposeAsync()
    {
        await _queue.DisposeAsync();
        _database.Dispose();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_log_as_it_was_written_verifies_over_all_pages_and_goes_on()
    {
        var verified = new List<long>();
        var first = await VerifyAsync(tell: verified.Add);
        await AppendAsync(3);
        var second = await VerifyAsync(first.Head);

        Assert.Null(first.Fault);
        Assert.Equal(Entries, first.Head.Sequence);
        Assert.Equal([500, 1_000, Entries], verified);
        Assert.Equal((null, Entries + 3), (second.Fault, second.Head.Sequence));
    }

    [Theory]
    [InlineData("UPDATE audit_entry SET payload = x'01' WHERE sequence_no = 700", AuditFaultKind.Edited, 700)]
    [InlineData("UPDATE audit_entry SET hash = (SELECT hash FROM audit_entry WHERE sequence_no = 3) WHERE sequence_no = 700", AuditFaultKind.Edited, 700)]
    [InlineData("UPDATE audit_entry SET payload = (SELECT payload FROM audit_entry WHERE sequence_no = 3) WHERE sequence_no = 700", AuditFaultKind.OutOfOrder, 700)]
    [InlineData("DELETE FROM audit_entry WHERE sequence_no = 700", AuditFaultKind.Missing, 700)]
    [InlineData("DELETE FROM audit_entry WHERE sequence_no <= 700", AuditFaultKind.Missing, 1)]
    [InlineData("DELETE FROM audit_entry WHERE sequence_no > 1090", AuditFaultKind.Missing, 1091)]
    [InlineData("DELETE FROM audit_entry", AuditFaultKind.Missing, 1)]
    [InlineData("DELETE FROM audit_head", AuditFaultKind.OutOfOrder, 1)]
    [InlineData("UPDATE audit_head SET sequence_no = 1090", AuditFaultKind.Rewritten, 1090)]
    [InlineData("UPDATE audit_head SET sequence_no = 1090, hash = (SELECT hash FROM audit_entry WHERE sequence_no = 1090)", AuditFaultKind.OutOfOrder, 1091)]
    [InlineData("UPDATE audit_checkpoint SET hash = (SELECT hash FROM audit_entry WHERE sequence_no = 3) WHERE sequence_no = 512", AuditFaultKind.Rewritten, 512)]
    public async Task Whatever_is_changed_in_the_file_is_found_at_its_entry(string sql, AuditFaultKind kind, long sequence)
    {
        await RunAsync(sql);

        var (_, fault) = await VerifyAsync();

        Assert.Equal((kind, sequence), (fault!.Kind, fault.Sequence));
    }

    [Fact]
    public async Task A_tail_that_is_cut_off_together_with_the_head_is_found_by_a_checkpoint_or_a_mark()
    {
        await CutAsync(1_000);
        Assert.Equal(AuditFaultKind.OutOfOrder, (await VerifyAsync()).Fault?.Kind);

        await RunAsync("DELETE FROM audit_checkpoint WHERE sequence_no > 1000");
        Assert.Null((await VerifyAsync()).Fault);
        Assert.Equal(AuditFaultKind.Missing, (await VerifyAsync(_head)).Fault?.Kind);
    }

    private async Task CutAsync(long after)
    {
        await RunAsync($"DELETE FROM audit_entry WHERE sequence_no > {after}");
        await RunAsync($"UPDATE audit_head SET sequence_no = {after}, hash = (SELECT hash FROM audit_entry WHERE sequence_no = {after})");
    }

    private Task RunAsync(string sql) => _queue.EnqueueAsync(writer => writer.Execute(sql));

    private async Task<(AuditMark Head, AuditFault? Fault)> VerifyAsync(AuditMark? mark = null, Action<long>? tell = null) =>
        await new AuditReader(_store).VerifyAsync(
            Tenant,
            mark is null ? [] : [mark],
            (verified, _) =>
            {
                tell?.Invoke(verified);
                return Task.CompletedTask;
            },
            default);

    private async Task AppendAsync(int count)
    {
        var (before, rows) = (_head, new List<AuditRow>());
        for (var i = 0; i < count; i++)
        {
            var link = AuditChain.Append(_head, Now, new AuditNote("ann", "Test/Do", AuditOutcome.Done, $"subject-{i}"));
            rows.Add(new AuditRow(link.Sequence, Now, link.Payload, link.Hash));
            _head = link.Mark;
        }

        var checkpoints = rows.Where(row => row.Sequence % AuditChain.CheckpointEvery == 0)
            .Select(row => new AuditPlace(row.Sequence, row.Hash));
        await _store.AppendAsync(new AuditAppend(Tenant, before.ToPlace(), rows, [.. checkpoints]), default);
    }
}
