using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CostIntel.Contracts.Documents;

/// <summary>
/// Reads YAML into a tree. Only what a settings file needs: one document of values, lists and groups. Anchors, aliases
/// and tags are refused, so that a small text cannot stand for a large tree or for types of a program.
/// </summary>
internal static class DocumentTree
{
    /// <summary>Longest text, bytes as UTF-8.</summary>
    public const int BytesMax = 1 << 20;

    private const int DepthMax = 16;

    /// <summary>The tree of a text; an empty group for an empty text.</summary>
    /// <exception cref="DocumentException">The text is too long, no YAML, or uses what is refused.</exception>
    public static MapNode Read(string yaml)
    {
        if (Encoding.UTF8.GetByteCount(yaml) > BytesMax)
        {
            throw Refusal(1, $"The document is longer than {BytesMax} bytes.");
        }

        try
        {
            return ReadDocument(new Parser(new StringReader(yaml)));
        }
        catch (YamlException wrong)
        {
            throw Refusal((int)wrong.Start.Line, $"This is not YAML: {wrong.Message}");
        }
    }

    private static MapNode ReadDocument(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
        {
            return new(1, []);
        }

        parser.Consume<DocumentStart>();
        var root = ReadNode(parser, 0);
        parser.Consume<DocumentEnd>();
        if (!parser.Accept<StreamEnd>(out _))
        {
            throw Refusal(LineOf(parser.Current!), "There is a second document; one is expected.");
        }

        return root switch
        {
            MapNode map => map,
            { IsNothing: true } => new(1, []),
            _ => throw Refusal(root.Line, $"The document is {root.Kind}; a group of fields is expected."),
        };
    }

    private static DocumentNode ReadNode(Parser parser, int depth)
    {
        var node = parser.Consume<ParsingEvent>();
        RefuseReferences(node);
        if (depth > DepthMax)
        {
            throw Refusal(LineOf(node), $"Groups and lists are nested deeper than {DepthMax}.");
        }

        return node switch
        {
            Scalar scalar => new ScalarNode(LineOf(scalar), scalar.Value, scalar.Style != ScalarStyle.Plain),
            SequenceStart => ReadList(parser, LineOf(node), depth),
            MappingStart => ReadMap(parser, LineOf(node), depth),
            _ => throw Refusal(LineOf(node), "A value, a list or a group of fields is expected."),
        };
    }

    private static ListNode ReadList(Parser parser, int line, int depth)
    {
        var items = new List<DocumentNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser, depth + 1));
        }

        return new(line, items);
    }

    private static MapNode ReadMap(Parser parser, int line, int depth)
    {
        var entries = new List<MapEntry>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, depth + 1) as ScalarNode ?? throw Refusal(line, "A key of the group is no text.");
            if (!keys.Add(key.Text))
            {
                throw new DocumentException([new(key.Line, key.Text, "The field stands here for the second time.")]);
            }

            entries.Add(new(key.Line, key.Text, ReadNode(parser, depth + 1)));
        }

        return new(line, entries);
    }

    private static void RefuseReferences(ParsingEvent node)
    {
        if (node is AnchorAlias || node is NodeEvent { Anchor.IsEmpty: false })
        {
            throw Refusal(LineOf(node), "Anchors and aliases (&, *) are not allowed; write the value out.");
        }

        if (node is NodeEvent { Tag.IsEmpty: false })
        {
            throw Refusal(LineOf(node), "Tags (!) are not allowed; put a value that begins with ! between quotes.");
        }
    }

    private static int LineOf(ParsingEvent node) => (int)node.Start.Line;

    private static DocumentException Refusal(int line, string reason) => new([new(Math.Max(1, line), "", reason)]);
}
