extern alias Generator;

using Generator::Orleans.CodeGenerator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CostIntel.Embedded.Orleans.Tests;

public sealed class GeneratorTests
{
    [Theory]
    [InlineData("public interface IBad : IGrainWithStringKey { int Sync(); }", "CIO0001")]
    [InlineData("public interface IBad : IGrainWithStringKey { void Sync(); }", "CIO0001")]
    [InlineData("public interface IBad<T> : IGrainWithStringKey { Task<T> Get(); }", "CIO0002")]
    [InlineData("class Outer { interface IBad : IGrainWithStringKey { Task Get(); } }", "CIO0003")]
    [InlineData("class Outer { sealed class BadGrain : Grain, IGrainWithStringKey { } }", "CIO0003")]
    [InlineData("public interface IBad : IGrainWithStringKey { Task Get<T>(T value); }", "CIO0004")]
    [InlineData("public interface IBad : IGrainWithStringKey { Task Get(out int value); }", "CIO0004")]
    public void What_cannot_be_called_is_an_error_where_it_is_declared(string source, string expected)
    {
        var (diagnostics, _) = Run(source);
        Assert.Equal(expected, Assert.Single(diagnostics).Id);
    }

    [Theory]
    [InlineData("public sealed class Message { public int Lost { get; set; } }")]
    [InlineData("public sealed record Message([property: Id(0)] int Kept) { public int Lost { get; init; } }")]
    [InlineData("public struct Message { [Id(0)] public int Kept; public int Lost; }")]
    public void A_serialised_member_without_a_number_is_an_error(string source)
    {
        var (diagnostics, _) = Run("[GenerateSerializer] " + source);
        var problem = Assert.Single(diagnostics);
        Assert.Equal("CIO0005", problem.Id);
        Assert.Contains("Message.Lost", problem.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public sealed record Message(int Kept, string Too) { public int Computed => Kept * 2; }")]
    [InlineData("public class Message { [Id(0)] public int Kept { get; set; } public static int None { get; set; } }")]
    [InlineData("public enum Message { One }")]
    public void A_message_whose_members_are_numbered_is_fine(string source)
    {
        var (diagnostics, _) = Run("[GenerateSerializer] " + source);
        Assert.Empty(diagnostics);
    }

    [Fact]
    public void Awkward_names_defaults_and_nullables_compile()
    {
        var (diagnostics, compiled) = Run("""
            public interface IAwkwardGrain : IGrainWithStringKey
            {
                Task<string?> Get(string @class, int? index = null, string?[]? target = null);
                ValueTask<(int A, string? B)> Tuple(params int[] method);
                ValueTask Plain(System.Threading.CancellationToken request);
                Task Get(IAwkwardGrain? other);
            }
            public interface IHearing : IGrainObserver { void Hear(object? what); Task<int> Ask(); }
            internal interface IInner : IAwkwardGrain { Task Own(); }
            """);
        Assert.Empty(diagnostics);
        Assert.Empty(compiled.GetDiagnostics().Where(one => one.Severity >= DiagnosticSeverity.Warning));
    }

    [Fact]
    public void An_edit_elsewhere_regenerates_nothing()
    {
        var first = Compile("public interface IGood : IGrainWithStringKey { Task Get(); }");
        var driver = Driver().RunGenerators(first);
        var second = first.AddSyntaxTrees(CSharpSyntaxTree.ParseText("public class Unrelated : System.Exception;"));
        var outputs = driver.RunGenerators(second).GetRunResult().Results.Single().TrackedOutputSteps;
        Assert.All(
            outputs.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.NotEqual(IncrementalStepRunReason.Modified, output.Reason));
    }

    private static (IReadOnlyList<Diagnostic> Diagnostics, Compilation Compiled) Run(string source)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compile(source), out var compiled, out var diagnostics);
        return (diagnostics, compiled);
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new GrainGenerator().AsSourceGenerator()],
        driverOptions: new GeneratorDriverOptions(
            IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Sample",
        [CSharpSyntaxTree.ParseText("#nullable enable\nusing Orleans; using System.Threading.Tasks;\n" + source)],
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(one => !one.IsDynamic && one.Location.Length > 0)
            .Select(one => MetadataReference.CreateFromFile(one.Location)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
