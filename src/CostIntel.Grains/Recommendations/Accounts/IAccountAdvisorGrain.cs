namespace CostIntel.Grains.Recommendations.Accounts;

/// <summary>
/// Looks for what an account as a whole could save: commitments to buy, and those that are wasted. Keyed by the account's
/// canonical key.
/// </summary>
[Alias("costintel.account-advisor")]
public interface IAccountAdvisorGrain : IGrainWithStringKey
{
    /// <summary>Looks again; what it finds is reported when it returns.</summary>
    [Alias("review")]
    Task ReviewAsync(AccountReview review);
}

/// <summary>Asks for what an account could save.</summary>
/// <param name="EndDay">The day after the last one whose charges are complete.</param>
/// <param name="SettingsVersion">Settings of at least this version count.</param>
/// <param name="Resources">Canonical keys of all resources of the account.</param>
[GenerateSerializer, Immutable, Alias("costintel.account-review")]
public sealed record AccountReview(
    [property: Id(0)] int EndDay, [property: Id(1)] long SettingsVersion, [property: Id(2)] string[] Resources);
