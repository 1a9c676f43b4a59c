using System.Xml.Linq;

namespace CostIntel.Architecture.Tests;

/// <summary>Who may know whom. The table is the design; this test holds the projects against it.</summary>
public sealed class ProjectReferences
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["CostIntel.Domain"] = [],
        ["CostIntel.Contracts"] = ["CostIntel.Domain", "CostIntel.Embedded.Grpc"],
        ["CostIntel.Connectors"] = ["CostIntel.Domain"],
        ["CostIntel.Storage"] = ["CostIntel.Domain"],
        ["CostIntel.Embedded.Grpc"] = [],
        ["CostIntel.Embedded.Orleans"] = ["CostIntel.Storage"],
        ["CostIntel.Embedded.Orleans.CodeGenerator"] = [],
        ["CostIntel.Grains"] =
        [
            "CostIntel.Domain", "CostIntel.Contracts", "CostIntel.Storage", "CostIntel.Embedded.Orleans",
            "CostIntel.Embedded.Orleans.CodeGenerator",
        ],
        ["CostIntel.Cli"] = ["CostIntel.Contracts", "CostIntel.Connectors", "CostIntel.Embedded.Grpc"],
        ["CostIntel.Server"] =
        [
            "CostIntel.Domain", "CostIntel.Contracts", "CostIntel.Connectors", "CostIntel.Storage", "CostIntel.Grains",
            "CostIntel.Embedded.Grpc", "CostIntel.Embedded.Orleans", "CostIntel.Embedded.Orleans.CodeGenerator",
        ],
    };

    public static TheoryData<string> Projects => [.. Repository.Files
        .Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_those_that_the_table_allows(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project);

        Assert.True(Allowed.ContainsKey(name), $"{name} is not in the table.");
        Assert.Subset(Allowed[name].ToHashSet(), ReferencesOf(project).ToHashSet());
    }

    [Fact]
    public void The_domain_has_no_package() => Assert.DoesNotContain(
        "PackageReference", Repository.Read("src/CostIntel.Domain/CostIntel.Domain.csproj"), StringComparison.Ordinal);

    private static IEnumerable<string> ReferencesOf(string project)
    {
        var document = XDocument.Parse(Repository.Read(project));
        var folder = Path.GetDirectoryName(project)!;
        var imports = document.Descendants("Import")
            .Select(import => Path.GetRelativePath(
                Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, folder, import.Attribute("Project")!.Value))))
            .Select(file => XDocument.Parse(Repository.Read(file)));
        return imports.Prepend(document)
            .SelectMany(source => source.Descendants("ProjectReference"))
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value));
    }
}
