using Microsoft.CodeAnalysis;

namespace Orleans.CodeGenerator;

/// <summary>How a grain method answers.</summary>
internal enum ReturnShape
{
    Unsupported,
    Void,
    Task,
    TaskOfT,
    ValueTask,
    ValueTaskOfT,
}

/// <summary>Questions about symbols, answered by metadata names so that no runtime type is loaded.</summary>
internal static class GrainSymbols
{
    public static readonly SymbolDisplayFormat TypeName = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Whether calls go through references of this interface.</summary>
    public static bool IsCallable(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Interface
        && type.AllInterfaces.Any(one => Is(one, "Orleans.IGrainWithStringKey") || Is(one, "Orleans.IGrainObserver"));

    public static bool IsObserver(INamedTypeSymbol type) =>
        type.AllInterfaces.Any(one => Is(one, "Orleans.IGrainObserver"));

    /// <summary>Whether the runtime can make instances of this class.</summary>
    public static bool IsGrainClass(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, IsAbstract: false, IsGenericType: false }
        && type.AllInterfaces.Any(one => Is(one, "Orleans.IGrainBase"))
        && type.AllInterfaces.Any(one => Is(one, "Orleans.IGrain"));

    public static bool IsAddressable(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Interface
        && (Is(type, "Orleans.IAddressable") || type.AllInterfaces.Any(one => Is(one, "Orleans.IAddressable")));

    /// <summary>The methods of an interface and of all that it inherits, in a stable order.</summary>
    public static IEnumerable<IMethodSymbol> MethodsOf(INamedTypeSymbol type) =>
        new[] { type }.Concat(type.AllInterfaces)
            .SelectMany(one => one.GetMembers().OfType<IMethodSymbol>())
            .Where(method => method is { IsStatic: false, IsAbstract: true });

    public static ReturnShape ShapeOf(IMethodSymbol method)
    {
        if (method.ReturnsVoid)
        {
            return IsObserver(method.ContainingType) ? ReturnShape.Void : ReturnShape.Unsupported;
        }

        return method.ReturnType.OriginalDefinition.ToDisplayString() switch
        {
            "System.Threading.Tasks.Task" => ReturnShape.Task,
            "System.Threading.Tasks.Task<TResult>" => ReturnShape.TaskOfT,
            "System.Threading.Tasks.ValueTask" => ReturnShape.ValueTask,
            "System.Threading.Tasks.ValueTask<TResult>" => ReturnShape.ValueTaskOfT,
            _ => ReturnShape.Unsupported,
        };
    }

    public static bool IsCancellationToken(ITypeSymbol type) => Is(type, "System.Threading.CancellationToken");

    public static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(one => one.AttributeClass is { } type && Is(type, name));

    private static bool Is(ITypeSymbol type, string name) => type.OriginalDefinition.ToDisplayString() == name;
}
