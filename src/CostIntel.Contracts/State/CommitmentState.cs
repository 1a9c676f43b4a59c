using CostIntel.Domain.Ledger;
using Proto = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.State;

/// <summary>What commitments cover of a resource, to and from its snapshot.</summary>
internal static class CommitmentState
{
    public static void Save(CommitmentLedger? ledger, Proto.ResourceSnapshot snapshot)
    {
        snapshot.KnowsCommitments = true;
        if (ledger is null)
        {
            return;
        }

        var indexByLine = new Dictionary<CommitmentLine, uint>(ReferenceEqualityComparer.Instance);
        foreach (var line in ledger.Lines)
        {
            indexByLine.Add(line, (uint)snapshot.Commitments.Count);
            snapshot.Commitments.Add(new Proto.CommitmentLine
            {
                CommitmentId = line.CommitmentId,
                IsUnused = line.IsUnused,
                Currency = line.Currency.Code,
                Days = line.Days.ToState(),
                Hours = line.Hours.ToState(),
            });
        }

        foreach (var (series, line) in ledger.LineBySeries)
        {
            snapshot.CommitmentBySeries.Add(series, indexByLine[line]);
        }
    }

    public static CommitmentLedger? Restore(Proto.ResourceSnapshot snapshot)
    {
        if (snapshot.Commitments.Count == 0)
        {
            return null;
        }

        var lines = snapshot.Commitments.Select(line => new CommitmentLine(
            line.CommitmentId,
            line.IsUnused,
            DimensionsState.Currency(line.Currency),
            line.Days.ToDomain(CommitmentLedger.DaysKept),
            line.Hours.ToDomain(ResourceLedger.HoursKept))).ToList();
        return CommitmentLedger.Restore(
            lines, snapshot.CommitmentBySeries.Select(pair => KeyValuePair.Create(pair.Key, (int)pair.Value)));
    }
}
