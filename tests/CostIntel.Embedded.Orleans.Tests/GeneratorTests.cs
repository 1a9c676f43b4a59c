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
        var second = first.AddSyntaxTrees(CSharpSyntaxTree.ParseText("public sealed class Unrelated : System.Exception;"));
        var outputs = driver.RunGenerators(second).GetRunResult().Results.Single().TrackedOutputSteps;
        Assert.All(
            outputs.SelectMany(step => step.Value).SelectMany(step => step.Outputs),
            output => Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    private static (IReadOnlyList<Diagnostic> Diagnostics, Compilation Compiled) Run(string source)
    {
        Driver().RunGeneratorsAndUpdateCompilation(Compile(source), out var compiled, out var diagnostics);
        return (diagnostics, compiled);
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new GrainGenerator().AsSourceGenerator()],
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private static CSharpCompilation Compile(string source) => CSharpCompilation.Create(
        "Sample",
        [CSharpSyntaxTree.ParseText("#nullable enable\nusing Orleans; using System.Threading.Tasks;\n" + source)],
        AppDomain.CurrentDomain.GetAssemblies()
            .Where(one => !one.IsDynamic && one.Location.Length > 0)
            .Select(one => MetadataReference.CreateFromFile(one.Location)),
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
}
