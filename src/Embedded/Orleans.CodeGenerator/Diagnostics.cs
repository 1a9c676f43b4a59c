using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orleans.CodeGenerator;

/// <summary>What is wrong with a grain interface or class, said where it is declared.</summary>
internal static class Diagnostics
{
    private static readonly DiagnosticDescriptor ReturnType = Error(
        "CIO0001",
        "Return type of a grain method",
        "{0} returns {1}; a grain method returns Task, Task<T>, ValueTask or ValueTask<T>, an observer's also void");

    private static readonly DiagnosticDescriptor Generic = Error(
        "CIO0002", "Generic grain interface", "{0} is generic; a grain interface must not be");

    private static readonly DiagnosticDescriptor Inaccessible = Error(
        "CIO0003", "Inaccessible grain type", "{0} must be public or internal, and so must the types around it");

    private static readonly DiagnosticDescriptor Signature = Error(
        "CIO0004", "Signature of a grain method", "{0} must not be generic nor have ref, in or out parameters");

    private static readonly DiagnosticDescriptor MissingId = Error(
        "CIO0005", "Serialised member without [Id]", "{0} has no [Id]; between processes its value would be dropped");

    /// <summary>Everything wrong with an interface; empty if it can be generated for.</summary>
    public static IEnumerable<Diagnostic> Of(INamedTypeSymbol grainInterface)
    {
        if (grainInterface.IsGenericType)
        {
            yield return At(Generic, grainInterface);
        }

        if (!IsAccessible(grainInterface))
        {
            yield return At(Inaccessible, grainInterface);
        }

        foreach (var method in GrainSymbols.MethodsOf(grainInterface))
        {
            if (method.IsGenericMethod || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None))
            {
                yield return At(Signature, method);
            }
            else if (GrainSymbols.ShapeOf(method) == ReturnShape.Unsupported)
            {
                yield return At(ReturnType, method, method.ReturnType.ToDisplayString());
            }
        }
    }

    /// <summary>The one thing that can be wrong with a class.</summary>
    public static Diagnostic InaccessibleClass(INamedTypeSymbol grainClass) => At(Inaccessible, grainClass);

    /// <summary>Members of a message that no serialiser would carry, which in one process nobody notices.</summary>
    public static IEnumerable<Diagnostic> OfMessage(INamedTypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>()
        .Where(field => field is { IsStatic: false, IsConst: false })
        .Select(field => field.AssociatedSymbol ?? field)
        .Where(member => GrainSymbols.Attribute(member, "Orleans.IdAttribute") is null
            && GrainSymbols.Attribute(member, "System.NonSerializedAttribute") is null
            && !IsPositional(member)) // of a record: numbered by its place
        .Select(member => At(MissingId, member));

    public static bool IsAccessible(INamedTypeSymbol type)
    {
        for (var one = type; one is not null; one = one.ContainingType)
        {
            if (one.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Internal
                or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPositional(ISymbol member) =>
        member.DeclaringSyntaxReferences.Any(one => one.GetSyntax() is ParameterSyntax);

    private static Diagnostic At(DiagnosticDescriptor descriptor, ISymbol symbol, params object[] more) =>
        Diagnostic.Create(descriptor, symbol.Locations.FirstOrDefault(), [symbol.ToDisplayString(), .. more]);

    private static DiagnosticDescriptor Error(string id, string title, string text) =>
        new(id, title, text, "Orleans", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
