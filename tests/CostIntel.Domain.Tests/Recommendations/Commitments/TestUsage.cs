using CostIntel.Domain.Money;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Commitments;

namespace CostIntel.Domain.Tests.Recommendations.Commitments;

/// <summary>Usage of accounts as a function of time, and what can be committed to.</summary>
internal static class TestUsage
{
    public const int EndDay = 20_000;

    public static CommitmentWindow Window { get; } = new(EndDay);

    public static PriceCatalog Catalog { get; } = new(
        [],
        [],
        [],
        [
            new("aws", "Plan", ["EC2", "Lambda"], 12, false, 0.7m),
            new("aws", "Plan", ["EC2", "Lambda"], 36, false, 0.5m),
            new("aws", "Database Instance", ["RDS"], 12, false, 0.6m) { IsRegional = true },
        ],
        [],
        new Dictionary<string, string> { ["amazon web services"] = "aws" });

    /// <summary>A pool whose cost of an hour is given, day 0 to 59 and hour 0 to 23.</summary>
    public static CommitmentPool Pool(
        Func<int, int, double> cost, string service = "EC2", string region = "us-east-1", Currency? currency = null)
    {
        var hours = Enumerable.Range(0, CommitmentWindow.Days * 24).Select(hour => (decimal)cost(hour / 24, hour % 24)).ToList();
        return new(
            service,
            "Compute",
            region,
            currency ?? TestCharges.Usd,
            [.. hours.Chunk(24).Select(day => day.Sum())],
            [.. hours.TakeLast(CommitmentWindow.Hours)]);
    }

    public static CommitmentUse Use(string id, Func<int, decimal> used, Func<int, decimal> unused) => new(
        id,
        TestCharges.Usd,
        [.. Enumerable.Range(0, CommitmentWindow.Days).Select(used)],
        [.. Enumerable.Range(0, CommitmentWindow.Days).Select(unused)]);

    public static CommitmentBasis Basis(params CommitmentPool[] pools) => new(Window, pools, []);

    public static CommitmentBasis Basis(params CommitmentUse[] uses) => new(Window, [], uses);
}
