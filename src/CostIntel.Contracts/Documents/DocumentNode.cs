namespace CostIntel.Contracts.Documents;

/// <summary>A part of a document, with the line it starts in.</summary>
internal abstract class DocumentNode(int line)
{
    /// <summary>From 1.</summary>
    public int Line { get; } = line;

    /// <summary>True for a key without a value.</summary>
    public virtual bool IsNothing => false;

    /// <summary>What kind of part it is, for messages.</summary>
    public abstract string Kind { get; }
}

/// <summary>One value.</summary>
internal sealed class ScalarNode(int line, string text, bool isQuoted) : DocumentNode(line)
{
    public string Text { get; } = text;

    public override bool IsNothing => !isQuoted && Text is "" or "~" or "null";

    public override string Kind => IsNothing ? "nothing" : $"'{Text}'";
}

/// <summary>Several values.</summary>
internal sealed class ListNode(int line, IReadOnlyList<DocumentNode> items) : DocumentNode(line)
{
    public IReadOnlyList<DocumentNode> Items { get; } = items;

    public override string Kind => "a list";
}

/// <summary>Values by key; keys are unique.</summary>
internal sealed class MapNode(int line, IReadOnlyList<MapEntry> entries) : DocumentNode(line)
{
    public IReadOnlyList<MapEntry> Entries { get; } = entries;

    public override string Kind => "a group of fields";
}

/// <summary>A key with its value.</summary>
internal sealed record MapEntry(int Line, string Key, DocumentNode Value);
