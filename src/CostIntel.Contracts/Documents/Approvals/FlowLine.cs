using System.Text;

namespace CostIntel.Contracts.Documents.Approvals;

/// <summary>Writes a group of fields on one line: <c>{ name: a, count: 2 }</c>. What is not said is left out.</summary>
internal sealed class FlowLine
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds a field.</summary>
    public FlowLine Add<T>(string key, FieldKind<T> kind, T value)
    {
        _text.Append(_text.Length == 0 ? "" : ", ").Append(key).Append(": ").Append(kind.Write(value));
        return this;
    }

    /// <summary>Adds a field that is a group itself.</summary>
    public FlowLine Add(string key, FlowLine value)
    {
        _text.Append(_text.Length == 0 ? "" : ", ").Append(key).Append(": ").Append(value);
        return this;
    }

    /// <summary>Adds a field unless there is nothing to say.</summary>
    public FlowLine AddSome<T>(string key, FieldKind<T> kind, T? value)
        where T : struct => value is { } some ? Add(key, kind, some) : this;

    /// <summary>Adds a field unless the list is empty.</summary>
    public FlowLine AddSome<T>(string key, FieldKind<T> kind, IReadOnlyList<T> values) =>
        values.Count > 0 ? Add(key, FieldKinds.ListOf(kind), values) : this;

    /// <inheritdoc/>
    public override string ToString() => _text.Length == 0 ? "{}" : $"{{ {_text} }}";
}
