using CostIntel.Domain.Money;

namespace CostIntel.Connectors.Generation;

/// <summary>A billing account of the simulated fleet.</summary>
internal sealed class FleetAccount
{
    private const int SubAccounts = 4;

    private readonly long _seed;
    private readonly int _index;

    public FleetAccount(long seed, int index, Currency currency)
    {
        (_seed, _index, Currency) = (seed, index, currency);
        Provider = Catalogue.Providers[index % Catalogue.Providers.Length];
        Id = $"{100_000_000_000 + Chance.Below(900_000_000, seed, index, 1)}";
        Name = $"{Provider.Name} {index + 1}";
    }

    /// <summary>Its number in the fleet, from 0.</summary>
    public int Index => _index;

    /// <summary>Whose account it is.</summary>
    public ProviderOffers Provider { get; }

    /// <summary>BillingAccountId.</summary>
    public string Id { get; }

    /// <summary>BillingAccountName.</summary>
    public string Name { get; }

    /// <summary>BillingCurrency.</summary>
    public Currency Currency { get; }

    /// <summary>The id of its commitment.</summary>
    public string CommitmentId => $"commitment-{Id}";

    /// <summary>One of its sub accounts.</summary>
    public (string Id, string Name) SubAccount(int number)
    {
        var place = number % SubAccounts;
        return (
            $"{200_000_000_000 + Chance.Below(900_000_000, _seed, _index, 2, place)}",
            $"{Environments.Names[place % Environments.Names.Length]}-{_index + 1}-{place + 1}");
    }
}

/// <summary>The stages a resource may belong to.</summary>
internal static class Environments
{
    /// <summary>Their names.</summary>
    public static readonly string[] Names = ["prod", "staging", "dev"];
}
