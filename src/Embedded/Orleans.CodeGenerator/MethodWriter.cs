using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Orleans.CodeGenerator;

/// <summary>Writes one method of a reference and the request class that carries its arguments.</summary>
internal sealed class MethodWriter(IMethodSymbol method, int index)
{
    private const string Runtime = "global::Orleans.Runtime.";
    private const string Concurrency = "Orleans.Concurrency.";

    private readonly ReturnShape _shape = GrainSymbols.ShapeOf(method);
    private readonly string _interface = method.ContainingType.ToDisplayString(GrainSymbols.TypeName);
    private readonly string _request = $"Request{index}_{method.Name}";

    private bool IsOneWay =>
        _shape == ReturnShape.Void || GrainSymbols.Attribute(method, Concurrency + "OneWayAttribute") is not null;

    private bool HasResult => _shape is ReturnShape.TaskOfT or ReturnShape.ValueTaskOfT;

    private string ResultType =>
        ((INamedTypeSymbol)method.ReturnType).TypeArguments[0].ToDisplayString(GrainSymbols.TypeName);

    private string ReturnType => method.ReturnType.ToDisplayString(GrainSymbols.TypeName);

    /// <summary>The method of the reference: packs the arguments and sends.</summary>
    public string Stub()
    {
        var parameters = string.Join(", ", method.Parameters.Select(one => $"{TypeOf(one)} {Name(one)}"));
        var arguments = string.Join(", ", method.Parameters.Select(Passed));
        var request = $"new {_request}({arguments})";
        var token = method.Parameters.FirstOrDefault(one => GrainSymbols.IsCancellationToken(one.Type));
        var send = IsOneWay && !HasResult ? $"SendOneWay({request})"
            : token is null ? $"Send({request})"
            : $"Send({request}, {Name(token)})";
        var body = _shape is ReturnShape.ValueTask or ReturnShape.ValueTaskOfT ? $"new {ReturnType}({send})" : send;
        return $"    {ReturnType} {_interface}.{Name(method)}({parameters}) => {body};\n";
    }

    /// <summary>The request class: the arguments as fields, and the call.</summary>
    public string Request()
    {
        var parameters = string.Join(", ", method.Parameters.Select(one => $"{TypeOf(one)} {Name(one)}"));
        var basis = HasResult ? $"{Runtime}FunctionRequest<{ResultType}>" : $"{Runtime}ActionRequest";
        return $$"""
                private sealed class {{_request}}({{parameters}}) : {{basis}}
                {
                    private static readonly {{Runtime}}GrainMethod Description = new(
                        typeof({{_interface}}), "{{method.Name}}", {{Options()}}, {{Timeout()}});

                    public override {{Runtime}}GrainMethod Method => Description;

                    public override int GetArgumentCount() => {{method.Parameters.Length}};

                    public override object? GetArgument(int __index) => __index switch
                    {
            {{Arguments()}}            _ => base.GetArgument(__index),
                    };

            {{Call()}}
                }

            """;
    }

    private static string Name(ISymbol symbol) =>
        SyntaxFacts.GetKeywordKind(symbol.Name) == SyntaxKind.None ? symbol.Name : "@" + symbol.Name;

    private static string TypeOf(IParameterSymbol parameter) => parameter.Type.ToDisplayString(GrainSymbols.TypeName);

    private static string Passed(IParameterSymbol parameter) =>
        GrainSymbols.IsAddressable(parameter.Type) ? $"Marshal({Name(parameter)})" : Name(parameter);

    private string Arguments() => string.Concat(method.Parameters.Select(
        (one, position) => $"            {position} => {Name(one)},\n"));

    private string Call()
    {
        var call = $"(({_interface})__target).{Name(method)}({string.Join(", ", method.Parameters.Select(Name))})";
        const string indent = "        ";
        return _shape switch
        {
            ReturnShape.TaskOfT => $"{indent}protected override global::System.Threading.Tasks.ValueTask<{ResultType}> "
                + $"Call(object __target) => new({call});",
            ReturnShape.ValueTaskOfT => $"{indent}protected override {ReturnType} Call(object __target) => {call};",
            ReturnShape.Task => $"{indent}protected override global::System.Threading.Tasks.ValueTask "
                + $"Call(object __target) => new({call});",
            ReturnShape.ValueTask => $"{indent}protected override {ReturnType} Call(object __target) => {call};",
            _ => $"{indent}protected override global::System.Threading.Tasks.ValueTask Call(object __target)\n"
                + $"{indent}{{\n{indent}    {call};\n{indent}    return default;\n{indent}}}",
        };
    }

    private string Options()
    {
        var options = new List<string>();
        Add("AlwaysInterleave", GrainSymbols.Attribute(method, Concurrency + "AlwaysInterleaveAttribute") is not null);
        Add("ReadOnly", GrainSymbols.Attribute(method, Concurrency + "ReadOnlyAttribute") is not null);
        Add("OneWay", IsOneWay && !HasResult);
        return options.Count == 0 ? $"{Runtime}GrainMethodOptions.None" : string.Join(" | ", options);

        void Add(string name, bool isSet)
        {
            if (isSet)
            {
                options.Add($"{Runtime}GrainMethodOptions.{name}");
            }
        }
    }

    private string Timeout()
    {
        const string attribute = "Orleans.ResponseTimeoutAttribute";
        var found = GrainSymbols.Attribute(method, attribute)
            ?? GrainSymbols.Attribute(method.ContainingType, attribute);
        return found?.ConstructorArguments[0].Value is string text
            ? SymbolDisplay.FormatLiteral(text, quote: true)
            : "default(string)";
    }
}
