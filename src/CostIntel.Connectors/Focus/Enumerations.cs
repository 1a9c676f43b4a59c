using System.Collections.Frozen;
using CostIntel.Domain.Charges;

namespace CostIntel.Connectors.Focus;

/// <summary>Values of closed lists, in the spelling of the specification whatever the file's case.</summary>
internal sealed class Enumerations(WarningLog warnings)
{
    /// <summary>A value that decides what a charge means: an unknown one is a fault of the row.</summary>
    public static string Strict(FocusColumn column, FrozenSet<string> list, string text, ref FieldFault? fault)
    {
        var value = FocusVocabulary.Normalise(list, text);
        if (fault is null && value.Length > 0 && !list.Contains(value))
        {
            fault = new FieldFault(column.ToString(), $"{Shown.Text(text)} is none of {Names(list)}.");
        }

        return value;
    }

    /// <summary>A value that only groups charges: an unknown one is replaced, with a warning.</summary>
    public string Lenient(FocusColumn column, FrozenSet<string> list, string text, string otherwise)
    {
        var value = FocusVocabulary.Normalise(list, Since10(text));
        if (value.Length == 0 || list.Contains(value))
        {
            return value;
        }

        var replaced = otherwise.Length > 0 ? $"taken as {Shown.Text(otherwise)}" : "left out";
        warnings.Add($"{Shown.Text(text)} is not a {column} of FOCUS; {replaced}.");
        return otherwise;
    }

    // FOCUS 1.0-preview had other names for two pricing categories.
    private static string Since10(string text) => text switch
    {
        "On-Demand" => "Standard",
        "Commitment-Based" => "Committed",
        _ => text,
    };

    private static string Names(FrozenSet<string> list) => string.Join(", ", list.Order(StringComparer.Ordinal));
}
