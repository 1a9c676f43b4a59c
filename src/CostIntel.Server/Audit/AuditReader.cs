using System.Runtime.CompilerServices;
using CostIntel.Domain.Audit;
using CostIntel.Grains.Audit;
using CostIntel.Storage.Audit;

namespace CostIntel.Server.Audit;

/// <summary>Reads logs from the store; nothing that verifies one asks the part that writes it.</summary>
internal sealed class AuditReader(IAuditStore store)
{
    private const int RowsPerRead = 500;

    /// <summary>Where the log says that it ends; its start when it has not begun.</summary>
    public async Task<AuditMark> HeadAsync(string tenant, CancellationToken cancellation) =>
        (await store.HeadAsync(tenant, cancellation))?.ToMark() ?? AuditChain.Start(tenant);

    /// <summary>The mark of an entry; null when there is no such entry.</summary>
    public async Task<AuditMark?> MarkAsync(string tenant, long sequence, CancellationToken cancellation)
    {
        if (sequence == 0)
        {
            return AuditChain.Start(tenant);
        }

        var found = await store.ReadAsync(tenant, sequence - 1, 1, cancellation);
        return found.Count > 0 && found[0].Sequence == sequence ? found[0].ToLink().Mark : null;
    }

    /// <summary>Entries behind one and up to another, in order and in pages.</summary>
    public async IAsyncEnumerable<IReadOnlyList<AuditLink>> ReadAsync(
        string tenant, long after, long upTo, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var rows = await store.ReadAsync(tenant, after, RowsPerRead, cancellation);
            var wanted = rows.Where(row => row.Sequence <= upTo).Select(AuditMapping.ToLink).ToList();
            if (wanted.Count > 0)
            {
                yield return wanted;
            }

            if (rows.Count < RowsPerRead || rows[^1].Sequence >= upTo)
            {
                yield break;
            }

            after = rows[^1].Sequence;
        }
    }

    /// <summary>Entries before one, newest first.</summary>
    public async Task<IReadOnlyList<AuditLink>> ReadBackAsync(string tenant, long before, CancellationToken cancellation) =>
        [.. (await store.ReadBackAsync(tenant, before, RowsPerRead, cancellation)).Select(AuditMapping.ToLink)];

    /// <summary>Verifies a log from its start; entries that come in the meantime are left to the next time.</summary>
    /// <param name="tenant">Canonical tenant id.</param>
    /// <param name="marks">Marks that were noted elsewhere.</param>
    /// <param name="tell">Hears how many entries were found right, of how many.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<(AuditMark Head, AuditFault? Fault)> VerifyAsync(
        string tenant, IReadOnlyCollection<AuditMark> marks, Func<long, long, Task> tell, CancellationToken cancellation)
    {
        var head = await HeadAsync(tenant, cancellation);
        var checkpoints = (await store.ReadCheckpointsAsync(tenant, 0, cancellation)).Select(AuditMapping.ToMark)
            .Where(checkpoint => checkpoint.Sequence <= head.Sequence);
        var verifier = new AuditVerifier(AuditChain.Start(tenant), [.. marks, .. checkpoints]);
        await foreach (var page in ReadAsync(tenant, 0, head.Sequence, cancellation))
        {
            if (!page.All(verifier.Add))
            {
                return (verifier.Head, verifier.Fault);
            }

            await tell(verifier.Head.Sequence, head.Sequence);
        }

        var fault = verifier.End(head) ?? await BehindAsync(tenant, head, cancellation);
        return (verifier.Head, fault);
    }

    // The head moves with its entries: when it has stayed where it was, nothing can stand behind it.
    private async Task<AuditFault?> BehindAsync(string tenant, AuditMark head, CancellationToken cancellation)
    {
        var behind = await store.ReadAsync(tenant, head.Sequence, 1, cancellation);
        var checkpoints = await store.ReadCheckpointsAsync(tenant, head.Sequence, cancellation);
        var last = behind.Select(row => row.Sequence).Concat(checkpoints.Select(checkpoint => checkpoint.Sequence))
            .DefaultIfEmpty(0).Max();
        var now = await HeadAsync(tenant, cancellation);
        return last <= now.Sequence
            ? null
            : new(
                AuditFaultKind.OutOfOrder,
                now.Sequence + 1,
                $"The log says that it ends with entry {now.Sequence}, and entry {last} was written.");
    }
}
