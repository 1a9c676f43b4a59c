using System.Text;
using CostIntel.Domain.Recommendations.Policy;

namespace CostIntel.Contracts.Documents;

/// <summary>A group of fields of the policy, for reading and writing alike.</summary>
internal interface IPolicySection
{
    /// <summary>The policy with the group's fields as the document has them.</summary>
    AdvicePolicy Read(MapReader document, AdvicePolicy policy);

    /// <summary>Writes the group with all its fields.</summary>
    void Write(AdvicePolicy policy, StringBuilder yaml);
}

/// <inheritdoc cref="IPolicySection"/>
/// <param name="name">Its key; empty for fields of the document itself.</param>
/// <param name="comment">What it is about.</param>
/// <param name="of">Takes the part of the policy.</param>
/// <param name="with">Puts the part into the policy.</param>
internal sealed class PolicySection<TPart>(
    string name, string comment, Func<AdvicePolicy, TPart> of, Func<AdvicePolicy, TPart, AdvicePolicy> with) : IPolicySection
{
    private readonly List<(Func<MapReader, TPart, TPart> Read, string Comment, string Key, Func<TPart, string> Write)> _fields = [];

    /// <summary>Adds a field.</summary>
    public PolicySection<TPart> Field<T>(
        string key, string about, FieldKind<T> kind, Func<TPart, T> get, Func<TPart, T, TPart> set)
    {
        _fields.Add((
            (reader, part) => set(part, reader.Read(key, kind, get(part))), about, key, part => kind.Write(get(part))));
        return this;
    }

    /// <inheritdoc/>
    public AdvicePolicy Read(MapReader document, AdvicePolicy policy)
    {
        var reader = name.Length == 0 ? document : document.Map(name);
        if (reader is null)
        {
            return policy;
        }

        var part = _fields.Aggregate(of(policy), (part, field) => field.Read(reader, part));
        if (name.Length > 0)
        {
            reader.RefuseUnknown();
        }

        return with(policy, part);
    }

    /// <inheritdoc/>
    public void Write(AdvicePolicy policy, StringBuilder yaml)
    {
        var part = of(policy);
        var indent = "";
        yaml.Append("# ").Append(comment).Append('\n');
        if (name.Length > 0)
        {
            yaml.Append(name).Append(":\n");
            indent = "  ";
        }

        foreach (var field in _fields)
        {
            yaml.Append(indent).Append("# ").Append(field.Comment).Append('\n')
                .Append(indent).Append(field.Key).Append(": ").Append(field.Write(part)).Append('\n');
        }

        yaml.Append('\n');
    }
}
