using YamlDotNet.RepresentationModel;

namespace CostIntel.Deploy.Tests;

/// <summary>The files by which the engine is deployed.</summary>
internal static class DeployFiles
{
    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> Yaml => Directory
        .EnumerateFiles(Path.Combine(Root, "deploy"), "*.y*ml", SearchOption.AllDirectories)
        .Append(Path.Combine(Root, "docker-compose.yml"));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The documents of a file.</summary>
    public static IReadOnlyList<YamlMappingNode> Documents(string path)
    {
        using var reader = new StreamReader(Path.Combine(Root, path));
        var stream = new YamlStream();
        stream.Load(reader);
        return [.. stream.Documents.Select(document => (YamlMappingNode)document.RootNode)];
    }

    /// <summary>A value deep inside; fails with the path when it is not there.</summary>
    public static YamlNode At(this YamlNode node, params string[] path)
    {
        foreach (var step in path)
        {
            var next = node switch
            {
                YamlMappingNode map when map.Children.TryGetValue(new YamlScalarNode(step), out var child) => child,
                YamlSequenceNode list when int.TryParse(step, out var index) && index < list.Children.Count => list[index],
                _ => null,
            };
            node = next ?? throw new InvalidOperationException($"There is no '{step}' in {string.Join('.', path)}.");
        }

        return node;
    }

    /// <summary>Every mapping in a document, itself first.</summary>
    public static IEnumerable<YamlMappingNode> Mappings(this YamlNode node) => node.AllNodes.OfType<YamlMappingNode>();

    public static string Text(this YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CostIntel.Orleans.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
