using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>The name of a grain class in identities.</summary>
public readonly record struct GrainType(string Name)
{
    /// <summary>Names a grain type.</summary>
    public static GrainType Create(string value) => new(value);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The key part of an identity.</summary>
public readonly record struct IdSpan(string Text)
{
    /// <summary>Makes a key.</summary>
    public static IdSpan Create(string id) => new(id);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

/// <summary>Who a grain is: its type and its key; as text <c>type/key</c>.</summary>
public readonly record struct GrainId(GrainType Type, IdSpan Key)
{
    /// <summary>Makes an identity from its two parts.</summary>
    public static GrainId Create(string type, string key) => new(new GrainType(type), new IdSpan(key));

    /// <summary>Makes an identity from its two parts.</summary>
    public static GrainId Create(GrainType type, string key) => new(type, new IdSpan(key));

    /// <summary>Makes an identity from its two parts.</summary>
    public static GrainId Create(GrainType type, IdSpan key) => new(type, key);

    /// <summary>Reads the text form.</summary>
    /// <exception cref="FormatException">There is no type before a slash.</exception>
    public static GrainId Parse(string value) => TryParse(value, out var result)
        ? result
        : throw new FormatException($"\"{value}\" is not a grain id; the form is type/key.");

    /// <summary>Reads the text form, or says that it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, out GrainId result)
    {
        var slash = value?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        result = slash > 0 ? Create(value![..slash], value[(slash + 1)..]) : default;
        return slash > 0;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Type}/{Key}";
}
