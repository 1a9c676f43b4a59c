using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Orleans.CodeGenerator;

/// <summary>
/// Generates, for each grain or observer interface, the reference that implements it and a request class per method;
/// and for each assembly the manifest that names its interfaces and grain classes.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class GrainGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var units = context.SyntaxProvider.CreateSyntaxProvider(
                static (node, _) => HasBases(node),
                static (found, stop) => UnitOf(found, stop))
            .Where(static unit => unit is not null)
            .Select(static (unit, _) => unit!);
        context.RegisterSourceOutput(units, static (output, unit) => Write(output, unit));
        var messages = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Orleans.GenerateSerializerAttribute",
            static (node, _) => node is TypeDeclarationSyntax,
            static (found, _) => MessageUnit((INamedTypeSymbol)found.TargetSymbol));
        context.RegisterSourceOutput(messages, static (output, unit) => Write(output, unit));
        context.RegisterSourceOutput(units.Collect(), static (output, all) => WriteManifest(output, all));
    }

    private static bool HasBases(SyntaxNode node) => node is InterfaceDeclarationSyntax { BaseList: not null }
        or ClassDeclarationSyntax { BaseList: not null };

    private static Unit? UnitOf(GeneratorSyntaxContext found, CancellationToken stop)
    {
        if (found.SemanticModel.GetDeclaredSymbol(found.Node, stop) is not INamedTypeSymbol type
            || type.DeclaringSyntaxReferences.Select(part => part.GetSyntax(stop)).First(HasBases) != found.Node)
        {
            return null; // another part of the same type
        }

        return GrainSymbols.IsCallable(type) ? InterfaceUnit(type)
            : GrainSymbols.IsGrainClass(type) ? ClassUnit(type)
            : null;
    }

    private static Unit InterfaceUnit(INamedTypeSymbol type)
    {
        var problems = Diagnostics.Of(type).ToImmutableArray();
        if (problems.Length > 0)
        {
            return new Unit("", "", "", problems);
        }

        var writer = new ReferenceWriter(type);
        return new Unit(writer.ClassName + ".g.cs", writer.Write(), writer.Registration, []);
    }

    private static Unit ClassUnit(INamedTypeSymbol type) => Diagnostics.IsAccessible(type)
        ? new Unit("", "", $"builder.AddClass(typeof({type.ToDisplayString(GrainSymbols.TypeName)}));", [])
        : new Unit("", "", "", [Diagnostics.InaccessibleClass(type)]);

    private static Unit MessageUnit(INamedTypeSymbol type) => new("", "", "", [.. Diagnostics.OfMessage(type)]);

    private static void Write(SourceProductionContext output, Unit unit)
    {
        foreach (var problem in unit.Problems)
        {
            output.ReportDiagnostic(problem);
        }

        if (unit.Source.Length > 0)
        {
            output.AddSource(unit.Hint, SourceText.From(unit.Source, Encoding.UTF8));
        }
    }

    private static void WriteManifest(SourceProductionContext output, ImmutableArray<Unit> units)
    {
        var lines = units.Select(unit => unit.Registration).Where(line => line.Length > 0)
            .OrderBy(line => line, StringComparer.Ordinal).ToArray();
        if (lines.Length == 0)
        {
            return;
        }

        output.AddSource("GrainManifest.g.cs", SourceText.From($$"""
            {{ReferenceWriter.Header}}
            [assembly: global::Orleans.Runtime.GrainManifest(typeof({{ReferenceWriter.Namespace}}.GrainManifest))]

            namespace {{ReferenceWriter.Namespace}};

            internal sealed class GrainManifest : global::Orleans.Runtime.IGrainManifest
            {
                public void Describe(global::Orleans.Runtime.GrainManifestBuilder builder)
                {
                    {{string.Join("\n        ", lines)}}
                }
            }

            """, Encoding.UTF8));
    }
}
