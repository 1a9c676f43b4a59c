using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Recommendations.Commitments;

/// <summary>Reads from a resource's ledger what bears on commitments.</summary>
public static class CommitmentReader
{
    private const string Usage = "Usage";
    private const string Dynamic = "Dynamic";

    /// <summary>
    /// What a resource has used without a commitment and of commitments. Spot capacity cannot be committed to and counts
    /// for nothing.
    /// </summary>
    /// <param name="ledger">Its costs.</param>
    /// <param name="window">Days and hours that are read.</param>
    /// <param name="canBeCovered">Whether usage of a service and category can be committed to at all.</param>
    public static CommitmentBasis Of(ResourceLedger ledger, CommitmentWindow window, Func<string, string, bool> canBeCovered)
    {
        var pools = new List<CommitmentPool>();
        if (ledger.Description is { } description && description.PricingCategory != Dynamic
            && ledger.FirstCharge <= ledger.LastCharge && LedgerTime.Day(ledger.LastCharge) >= window.FirstDay
            && canBeCovered(description.ServiceName, description.ServiceCategory))
        {
            var usage = ledger.Lines.Where(line => line.Dimensions.ChargeCategory == Usage);
            foreach (var lines in usage.GroupBy(line => line.Currency))
            {
                var covered = ledger.Commitments?.Lines.Where(line => line.Currency == lines.Key) ?? [];
                var (daily, hourly) = Uncovered([.. lines], [.. covered], window);
                if (daily.Any(cost => cost != 0))
                {
                    pools.Add(new(
                        description.ServiceName, description.ServiceCategory, description.RegionId, lines.Key, daily, hourly));
                }
            }
        }

        return new(window, pools, Uses(ledger.Commitments, window));
    }

    private static (decimal[] Daily, decimal[] Hourly) Uncovered(
        List<LedgerLine> lines, List<CommitmentLine> covered, CommitmentWindow window)
    {
        var daily = new decimal[CommitmentWindow.Days];
        var hourly = new decimal[CommitmentWindow.Hours];
        foreach (var line in lines)
        {
            Add(line.Days, window.FirstDay, daily, 1);
        }

        foreach (var line in lines.DistinctBy(line => line.Hours))
        {
            Add(line.Hours, window.FirstHour, hourly, 1);
        }

        foreach (var line in covered)
        {
            Add(line.Days, window.FirstDay, daily, -1);
            Add(line.Hours, window.FirstHour, hourly, -1);
        }

        SpreadDays(daily, hourly);
        return (daily, hourly);
    }

    // What is charged by the day runs all day, as far as anybody knows.
    private static void SpreadDays(decimal[] daily, decimal[] hourly)
    {
        for (var day = 0; day < CommitmentWindow.HourDays; day++)
        {
            var hours = hourly.AsSpan(day * LedgerTime.HoursPerDay, LedgerTime.HoursPerDay);
            var rest = daily[CommitmentWindow.Days - CommitmentWindow.HourDays + day];
            foreach (var cost in hours)
            {
                rest -= cost;
            }

            if (rest <= 0)
            {
                continue;
            }

            foreach (ref var cost in hours)
            {
                cost += rest / LedgerTime.HoursPerDay;
            }
        }
    }

    private static CommitmentUse[] Uses(CommitmentLedger? ledger, CommitmentWindow window) => ledger is null
        ? []
        : [.. ledger.Lines.GroupBy(line => (line.CommitmentId, line.Currency)).Select(own => Use(own.Key, own, window))];

    private static CommitmentUse Use(
        (string Id, Currency Currency) key, IEnumerable<CommitmentLine> lines, CommitmentWindow window)
    {
        var used = new decimal[CommitmentWindow.Days];
        var unused = new decimal[CommitmentWindow.Days];
        foreach (var line in lines)
        {
            Add(line.Days, window.FirstDay, line.IsUnused ? unused : used, 1);
        }

        return new(key.Id, key.Currency, used, unused);
    }

    private static void Add(CostTable table, int from, decimal[] sums, int sign)
    {
        for (var slot = Math.Max(from, table.FirstSlot); slot < Math.Min(from + sums.Length, table.EndSlot); slot++)
        {
            sums[slot - from] += sign * table.CostsAt(slot).Effective;
        }
    }
}
