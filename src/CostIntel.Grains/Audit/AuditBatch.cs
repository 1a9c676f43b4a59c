using CostIntel.Domain.Audit;
using CostIntel.Storage.Audit;

namespace CostIntel.Grains.Audit;

/// <summary>The entries of one commit.</summary>
internal sealed class AuditBatch(AuditMark before, DateTimeOffset nowUtc)
{
    private readonly AuditMark _before = before;
    private readonly List<AuditLink> _links = [];

    /// <summary>The head with these entries.</summary>
    public AuditMark Head { get; private set; } = before;

    /// <summary>The checkpoints among them.</summary>
    public IEnumerable<AuditMark> Checkpoints =>
        _links.Select(link => link.Mark).Where(mark => mark.Sequence % AuditChain.CheckpointEvery == 0);

    /// <summary>Adds an entry.</summary>
    /// <returns>Its sequence.</returns>
    public long Add(AuditNote note)
    {
        var link = AuditChain.Append(Head, nowUtc, note);
        _links.Add(link);
        Head = link.Mark;
        return link.Sequence;
    }

    /// <summary>What is to be kept.</summary>
    public AuditAppend ToAppend(string tenant) => new(
        tenant,
        _before.ToPlace(),
        [.. _links.Select(link => new AuditRow(link.Sequence, nowUtc, link.Payload, link.Hash))],
        [.. Checkpoints.Select(AuditMapping.ToPlace)]);
}
