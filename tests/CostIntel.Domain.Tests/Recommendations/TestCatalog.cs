using CostIntel.Domain.Recommendations.Catalog;

namespace CostIntel.Domain.Tests.Recommendations;

/// <summary>A catalogue with round prices. Families of different generations, so that each tests one thing.</summary>
internal static class TestCatalog
{
    private const string Arm = "arm64";
    private const string X86 = "x86_64";

    /// <summary>Sizes, generations, architectures and GPUs; storage; spot; two areas; another provider.</summary>
    public static PriceCatalog Full { get; } = new(
        [
            Machine("a1.small", "a1", "a", 1, 2, 8, 0.1m),
            Machine("a1.medium", "a1", "a", 1, 4, 16, 0.2m),
            Machine("a1.large", "a1", "a", 1, 8, 32, 0.4m),
            Machine("a1.xlarge", "a1", "a", 1, 16, 64, 0.8m),
            Machine("e1.micro", "e1", "e-shared", 1, 4, 32, 0.05m),
            Machine("lean1.medium", "lean1", "lean", 1, 4, 32, 0.22m),
            Machine("m4.large", "m4", "m", 4, 2, 8, 0.1m),
            Machine("m5.large", "m5", "m", 5, 2, 8, 0.088m),
            Machine("r5.large", "r5", "r", 15, 2, 16, 0.126m),
            Machine("r6g.large", "r6g", "r", 16, 2, 16, 0.1m, architecture: Arm),
            Machine("db.r5.large", "db.r5", "db.r", 25, 2, 16, 0.25m),
            Machine("db.r6g.large", "db.r6g", "db.r", 26, 2, 16, 0.22m, architecture: Arm),
            Machine("t3.large", "t3", "t", 30, 2, 8, 0.08m),
            Machine("t3.medium", "t3", "t", 30, 2, 4, 0.04m),
            Machine("p3.2xlarge", "p3", "p", 3, 8, 61, 3m, gpus: 1, model: "V100", speed: 4),
            Machine("g4.2xlarge", "g4", "g", 40, 8, 64, 0.75m, gpus: 1, model: "T4", speed: 1),
            Machine("p4.small", "p4", "p", 4, 8, 64, 4m, gpus: 1, model: "A100", speed: 8),
            Machine("p4.large", "p4", "p", 4, 16, 128, 8m, gpus: 2, model: "A100", speed: 8),
            Machine("lone.large", "lone", "lone", 50, 4, 16, 0.15m),
            Machine("far1.large", "far1", "far", 60, 3, 12, 0.2m),
            new("gcp", "n9-3", "n9", "n", 9, X86, 3, 12, 0, "", 0, 1, 0.12m),
        ],
        [
            new("aws", "object", "STANDARD", 0.02m, 0, 0, 1, false),
            new("aws", "object", "STANDARD_IA", 0.01m, 0.01m, 30, 1, false),
            new("aws", "object", "ONEZONE_IA", 0.008m, 0.01m, 30, 1, false),
            new("aws", "object", "DEEP_ARCHIVE", 0.001m, 0.02m, 180, 1_000_000, true),
            new("aws", "block", "gp2", 0.1m, 0, 0, 1, false),
            new("aws", "block", "gp3", 0.08m, 0, 0, 1, false),
            new("aws", "block", "io1", 0.125m, 0, 0, 0.5, false),
            // Faster and cheaper to hold: its operations are charged apart.
            new("aws", "block", "dear9", 0.17m, 0, 0, 0.8, false),
            new("aws", "block", "sc1", 0.015m, 0, 0, 10, false),
            new("aws", "snapshot", "standard", 0.05m, 0, 0, 1, false),
        ],
        [new("aws", "", 0.35m, 0.1, 4)],
        [],
        [
            new("aws", "us-east-1", "us", 1, 0.02m),
            new("aws", "us-dear-1", "us", 1.25m, 0.02m),
            new("aws", "eu-cheap-1", "eu", 0.5m, 0.02m),
            new("gcp", "us-central1", "us", 1, 0.02m),
        ]);

    private static MachineType Machine(
        string name,
        string family,
        string series,
        int generation,
        double cpus,
        double memory,
        decimal price,
        string architecture = X86,
        int gpus = 0,
        string model = "",
        double speed = 0) =>
        new("aws", name, family, series, generation, architecture, cpus, memory, gpus, model, speed, 1, price);
}
