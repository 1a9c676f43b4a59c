namespace Orleans.Runtime;

/// <summary>Which stream: a namespace and a key.</summary>
public readonly record struct StreamId
{
    private StreamId(string streamNamespace, string key) => (Namespace, Key) = (streamNamespace, key);

    /// <summary>The namespace; implicit subscriptions go by it.</summary>
    public string Namespace { get; }

    /// <summary>The key; for an implicit subscription also the grain's.</summary>
    public string Key { get; }

    /// <summary>Names a stream.</summary>
    public static StreamId Create(string ns, string key) => new(ns, key);

    /// <summary>The namespace.</summary>
    public string GetNamespace() => Namespace;

    /// <summary>The key.</summary>
    public string GetKeyAsString() => Key;

    /// <inheritdoc/>
    public override string ToString() => $"{Namespace}/{Key}";
}
