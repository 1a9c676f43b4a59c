using CostIntel.Domain.Money;

namespace CostIntel.Connectors.Generation;

/// <summary>What an account is charged by the month, beside its usage.</summary>
internal sealed class MonthlyCharges(SimulatedFleet fleet, GeneratedMonth month)
{
    private const decimal SupportShare = 0.03m;
    private const decimal CreditShare = 0.01m;
    private const decimal TaxShare = 0.19m;
    private const decimal UnusedShare = 0.05m;

    private readonly Dictionary<string, decimal> _billed = new(StringComparer.Ordinal);

    /// <summary>Takes note of a usage charge: support, credit and tax are shares of what is billed.</summary>
    public void Count(in SimulatedCharge usage)
    {
        var account = usage.Series.BillingAccountId;
        _billed[account] = _billed.GetValueOrDefault(account) + usage.Costs.Billed;
    }

    /// <summary>The charges, account by account.</summary>
    public IEnumerable<SimulatedCharge> All() => fleet.Accounts.SelectMany(OfAccount);

    private IEnumerable<SimulatedCharge> OfAccount(FleetAccount account)
    {
        // Cents only: bills are rounded where shares are taken.
        var billed = decimal.Round(_billed.GetValueOrDefault(account.Id), 2);
        yield return Charge(account, AccountCharge.Support, Same(billed * SupportShare));
        yield return Charge(account, AccountCharge.Promotion, Same(-billed * CreditShare));
        yield return Charge(account, AccountCharge.Tax, Same(billed * TaxShare));
        yield return Charge(account, AccountCharge.Rounding, Same(-0.01m));

        // Bought once, billed once: what it pays for and what is left over are effective costs that sum up to it.
        var used = month.Hours * fleet.Resources
            .Where(resource => resource.Account == account && resource.IsCommitted)
            .Sum(resource => resource.CommittedPerHour);
        if (used > 0)
        {
            var (unused, bought) = (used * UnusedShare, used * (1 + UnusedShare));
            yield return Charge(account, AccountCharge.Commitment, new Costs(bought, 0, bought, bought));
            yield return Charge(account, AccountCharge.UnusedCommitment, new Costs(0, unused, 0, 0));
        }

        if (fleet.Resources.FirstOrDefault(resource => resource.Account == account) is { } corrected)
        {
            var (start, end) = month.DayOfMonthBefore;
            yield return corrected.Correction(start, end);
        }
    }

    private SimulatedCharge Charge(FleetAccount account, AccountCharge charge, Costs costs) =>
        new(SeriesBuilder.OfAccount(account, charge), month.FirstSeconds, month.EndSeconds, costs, 0);

    private static Costs Same(decimal amount) => new(amount, amount, amount, amount);
}
