namespace CostIntel.Bench.Load;

/// <summary>The load that every contender gets.</summary>
public sealed record LoadOptions(int Resources, int RecordsPerBatch, int Producers, int Seconds, int InFlight)
{
    public string[] ToArguments() =>
    [
        "--resources", $"{Resources}", "--batch", $"{RecordsPerBatch}", "--producers", $"{Producers}",
        "--seconds", $"{Seconds}", "--in-flight", $"{InFlight}",
    ];
}
