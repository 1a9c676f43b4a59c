using System.Runtime.CompilerServices;
using CostIntel.Contracts.Documents;

namespace CostIntel.Contracts.Tests.Documents;

public sealed class DocumentedExamplesTests
{
    [Fact]
    public void The_examples_of_the_manual_are_read()
    {
        var examples = Examples();

        var catalog = CatalogDocument.Parse(examples[0]);
        var policy = PolicyDocument.Parse(examples[1]);

        Assert.Equal(0.12m, catalog.Machine("attic ltd", "box")!.HourlyPrice);
        Assert.Equal(55, policy.Sizing.CpuTargetPercent);
        Assert.Equal(2, policy.Exclude.Count);
    }

    private static List<string> Examples([CallerFilePath] string thisFile = "")
    {
        var root = Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..");
        return [.. File.ReadAllText(Path.Combine(root, "docs", "prices.md"))
            .Split("```yaml").Skip(1).Select(rest => rest.Split("```")[0])];
    }
}
