using System.Globalization;
using CostIntel.Contracts.Anomalies;
using CostIntel.Domain.Incidents.Rules;

namespace CostIntel.Contracts.Documents;

/// <summary>The kinds of values that documents have. Numbers have a decimal point and no separators.</summary>
internal static class FieldKinds
{
    private const int TextMax = 200;
    private const int ItemsMax = 1_000;
    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>True or false.</summary>
    public static FieldKind<bool> Flag { get; } = new(
        node => TextOf(node, "true or false") switch
        {
            "true" => true,
            "false" => false,
            var text => throw Wrong($"'{text}'", "true or false"),
        },
        value => value ? "true" : "false");

    /// <summary>A text on one line.</summary>
    public static FieldKind<string> Text { get; } = new(
        node => TextOf(node, "a text") is { Length: > 0 and <= TextMax } text && !text.Any(char.IsControl)
            ? text
            : throw Wrong(node.Kind, $"a text of 1 to {TextMax} characters on one line"),
        Quote);

    /// <summary>Several texts.</summary>
    public static FieldKind<IReadOnlyList<string>> Texts { get; } = ListOf(Text);

    /// <summary>Several scopes, each a filter or a list of filters that must all hold.</summary>
    public static FieldKind<IReadOnlyList<Scope>> Scopes { get; } = ListOf(new FieldKind<Scope>(ReadScope, WriteScope));

    /// <summary>An amount of money or a ratio of prices.</summary>
    public static FieldKind<decimal> Amount(decimal min, decimal max) => new(
        node => decimal.TryParse(TextOf(node, Range(min, max)), Plain, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max ? value : throw Wrong(node.Kind, Range(min, max)),
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>A number.</summary>
    public static FieldKind<double> Number(double min, double max) => new(
        node => double.TryParse(TextOf(node, Range(min, max)), Plain, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max ? value : throw Wrong(node.Kind, Range(min, max)),
        value => ((decimal)value).ToString(CultureInfo.InvariantCulture));

    /// <summary>A whole number.</summary>
    public static FieldKind<int> Count(int min, int max) => new(
        node => int.TryParse(
            TextOf(node, Whole(min, max)), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            && value >= min && value <= max ? value : throw Wrong(node.Kind, Whole(min, max)),
        value => value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Several values of a kind.</summary>
    public static FieldKind<IReadOnlyList<T>> ListOf<T>(FieldKind<T> kind) => new(
        node => node switch
        {
            ListNode { Items.Count: <= ItemsMax } list => [.. list.Items.Select(kind.Read)],
            ListNode => throw Wrong($"a list of more than {ItemsMax}", "a shorter one"),
            { IsNothing: true } => [],
            _ => throw Wrong(node.Kind, "a list like [a, b]"),
        },
        values => $"[{string.Join(", ", values.Select(kind.Write))}]");

    /// <summary>A text as YAML, between quotes where it could be taken for something else.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or ' ')
        && char.IsAsciiLetter(text[0]) && text[^1] != ' ' && text is not ("true" or "false" or "null")
            ? text
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static Scope ReadScope(DocumentNode node)
    {
        var filters = node is ListNode list ? list.Items : [node];
        return filters.Count == 0
            ? throw new FormatException("An empty list of filters would leave out everything.")
            : FilterMapping.ToScope(
                [.. filters.Select(filter => FilterText.Parse(TextOf(filter, "a filter like tag:keep=true")))]);
    }

    private static string WriteScope(Scope scope)
    {
        var filters = scope.Filters.Select(filter => Quote(FilterText.Write(filter))).ToList();
        return filters.Count == 1 ? filters[0] : $"[{string.Join(", ", filters)}]";
    }

    private static string TextOf(DocumentNode node, string expected) =>
        node is ScalarNode { IsNothing: false } scalar ? scalar.Text : throw Wrong(node.Kind, expected);

    private static string Range<T>(T min, T max)
        where T : IFormattable =>
        string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}");

    private static string Whole(int min, int max) => $"a whole number from {min} to {max}";

    private static FormatException Wrong(string actual, string expected) => new($"The value is {actual}; expected is {expected}.");
}
