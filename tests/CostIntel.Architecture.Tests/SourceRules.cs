using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CostIntel.Architecture.Tests;

/// <summary>Floors that the compiler does not know. What is above a limit stands in a baseline that only shrinks.</summary>
public sealed partial class SourceRules
{
    private const int FileLinesMax = 400;
    private const int MethodLinesMax = 60;

    private static readonly HashSet<string> MayKnowTheBuild =
    [
        "src/CostIntel.Server/Composition/EngineComposition.cs",
        "tests/CostIntel.Conformance/GrainHost.cs",
        "tests/CostIntel.TestKit/TestBuild.cs",
    ];

    [Fact]
    public void Only_the_compositions_know_which_build_they_are_in()
    {
        var knowing = Repository.CSharp("src").Concat(Repository.CSharp("tests"))
            .Where(file => ClusterCondition().IsMatch(Repository.Read(file)));

        Assert.Equal(MayKnowTheBuild.Order(StringComparer.Ordinal), knowing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Long_files_only_ever_get_fewer() => AssertBaseline(
        "long-files.txt",
        Repository.CSharp("src").Where(file => Repository.Read(file).AsSpan().Count('\n') > FileLinesMax));

    [Fact]
    public void Long_methods_only_ever_get_fewer() => AssertBaseline(
        "long-methods.txt",
        from file in Repository.CSharp("src")
        from method in CSharpSyntaxTree.ParseText(Repository.Read(file)).GetRoot().DescendantNodes().OfType<BaseMethodDeclarationSyntax>()
        let span = method.GetLocation().GetLineSpan()
        where span.EndLinePosition.Line - span.StartLinePosition.Line + 1 > MethodLinesMax
        select $"{file} {(method as MethodDeclarationSyntax)?.Identifier.Text ?? "constructor"}");

    [Fact]
    public void No_file_names_a_path_of_one_machine()
    {
        var naming = Repository.Files.Where(file => TextFile().IsMatch(file) && MachinePath().IsMatch(Repository.Read(file)));

        Assert.Equal([], naming.ToArray());
    }

    [Fact]
    public void Log_events_have_numbers_of_their_own()
    {
        var ids = Repository.CSharp("src").SelectMany(file => EventId().Matches(Repository.Read(file)).Select(match => match.Groups[1].Value));

        Assert.Empty(ids.GroupBy(id => id).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    private static void AssertBaseline(string name, IEnumerable<string> now)
    {
        var kept = Repository.Read($"eng/baselines/{name}").Split('\n', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        var found = now.ToHashSet();
        Assert.Empty(found.Except(kept));
        Assert.Empty(kept.Except(found));
    }

    [GeneratedRegex(@"^\s*#(if|elif).*\bCLUSTER\b", RegexOptions.Multiline)]
    private static partial Regex ClusterCondition();

    [GeneratedRegex(@"\.(cs|csproj|props|targets|md|proto|json|sh|mjs|txt|editorconfig|sln)$|^\.ci/")]
    private static partial Regex TextFile();

    [GeneratedRegex(@"(?<![\w.])/(work|root|home|tmp)/\w")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"LoggerMessage\(\s*(?:EventId\s*=\s*)?(\d+)")]
    private static partial Regex EventId();
}
