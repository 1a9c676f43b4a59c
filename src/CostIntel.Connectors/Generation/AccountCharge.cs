namespace CostIntel.Connectors.Generation;

/// <summary>What a charge of an account as a whole is for.</summary>
/// <param name="Category">ChargeCategory.</param>
/// <param name="Frequency">ChargeFrequency.</param>
/// <param name="Service">ServiceName.</param>
/// <param name="Description">ChargeDescription.</param>
/// <param name="IsCommitment">Whether it belongs to the account's commitment.</param>
internal sealed record AccountCharge(
    string Category, string Frequency, string Service, string Description, bool IsCommitment = false)
{
    public static readonly AccountCharge Support = new("Purchase", "Recurring", "Support", "Business support");
    public static readonly AccountCharge Promotion = new("Credit", "One-Time", "Promotions", "Promotional credit");
    public static readonly AccountCharge Tax = new("Tax", "Recurring", "Tax", "Value added tax");
    public static readonly AccountCharge Rounding = new("Adjustment", "One-Time", "Rounding", "Invoice rounding");

    public static readonly AccountCharge Commitment =
        new("Purchase", "Recurring", "Commitments", "Commitment, no upfront", IsCommitment: true);

    public static readonly AccountCharge UnusedCommitment =
        new("Usage", "Usage-Based", "Commitments", "Unused commitment", IsCommitment: true);
}
