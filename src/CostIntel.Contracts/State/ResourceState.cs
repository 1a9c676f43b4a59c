using System.Globalization;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using Google.Protobuf;
using Proto = CostIntel.Contracts.State.V1;

namespace CostIntel.Contracts.State;

/// <summary>Resource ledgers to and from their snapshots.</summary>
public static class ResourceState
{
    /// <summary>The snapshot of a ledger.</summary>
    public static Proto.ResourceSnapshot ToSnapshot(this ResourceLedger ledger)
    {
        var snapshot = new Proto.ResourceSnapshot { AppliedThrough = ledger.AppliedThrough };
        if (ledger.Description is { } description)
        {
            snapshot.Description = ByteString.CopyFrom(description.Encode());
        }

        if (ledger.FirstCharge <= ledger.LastCharge)
        {
            snapshot.FirstCharge = ledger.FirstCharge;
            snapshot.LastCharge = ledger.LastCharge;
        }

        var hours = ledger.HourTables.Select(line => line.Hours).ToList();
        snapshot.Hours.AddRange(hours.Select(table => table.ToState()));
        var indexByLine = new Dictionary<LedgerLine, uint>(ReferenceEqualityComparer.Instance);
        foreach (var line in ledger.Lines)
        {
            indexByLine.Add(line, (uint)snapshot.Lines.Count);
            snapshot.Lines.Add(new Proto.ResourceLine
            {
                Dimensions = DimensionsState.Encode(line.Dimensions),
                Currency = line.Currency.Code,
                Unit = line.Unit,
                Days = line.Days.ToState(),
                HoursIndex = (uint)hours.IndexOf(line.Hours),
            });
        }

        foreach (var (series, line) in ledger.LineBySeries)
        {
            snapshot.LineBySeries.Add(series, indexByLine[line]);
        }

        CommitmentState.Save(ledger.Commitments, snapshot);
        snapshot.Uses.AddRange(ledger.Uses.All.Select(use => new Proto.SeriesUse
        {
            SeriesId = use.SeriesId,
            Series = ByteString.CopyFrom(use.Series.Encode()),
            Day = use.Day,
            Recent = ExactDecimal.Format(use.Recent),
        }));
        return snapshot;
    }

    /// <summary>The ledger of a snapshot; an empty snapshot is an empty ledger.</summary>
    /// <exception cref="InvalidDataException">The snapshot is corrupt.</exception>
    public static ResourceLedger ToLedger(this Proto.ResourceSnapshot snapshot)
    {
        var hours = snapshot.Hours.Select(table => table.ToDomain(ResourceLedger.HoursKept)).ToList();
        var lines = snapshot.Lines.Select(line => new LedgerLine(
            DimensionsState.Decode(line.Dimensions),
            DimensionsState.Currency(line.Currency),
            line.Unit,
            line.Days.ToDomain(ResourceLedger.DaysKept),
            hours[(int)line.HoursIndex])).ToList();
        var ledger = ResourceLedger.Restore(
            snapshot.AppliedThrough,
            snapshot.Description.IsEmpty ? null : ChargeSeries.Decode(snapshot.Description.Span),
            snapshot.HasFirstCharge ? snapshot.FirstCharge : long.MaxValue,
            snapshot.HasLastCharge ? snapshot.LastCharge : long.MinValue,
            lines,
            snapshot.KnowsCommitments && snapshot.Uses.Count > 0
                ? snapshot.LineBySeries.Select(pair => KeyValuePair.Create(pair.Key, (int)pair.Value))
                : [],
            CommitmentState.Restore(snapshot));
        foreach (var use in snapshot.Uses)
        {
            ledger.Uses.Restore(
                use.SeriesId, ChargeSeries.Decode(use.Series.Span), use.Day, decimal.Parse(use.Recent, CultureInfo.InvariantCulture));
        }

        return ledger;
    }
}
