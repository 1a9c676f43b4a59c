using System.Text;
using CostIntel.Contracts.V1;
using DomainFilter = CostIntel.Domain.Queries.CostFilter;

namespace CostIntel.Contracts.Documents;

/// <summary>
/// Filters as people write them: <c>DIM=VALUE[,VALUE…]</c> keeps, <c>DIM!=VALUE</c> leaves out. A comma inside a value
/// is written <c>\,</c>.
/// </summary>
public static class FilterText
{
    /// <summary>Reads a filter. Whether there is such a dimension is for the reader of the message to say.</summary>
    /// <exception cref="FormatException">There is no dimension or no equals sign.</exception>
    public static CostFilter Parse(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var excludes = equals > 0 && text[equals - 1] == '!';
        var dimension = equals > 0 ? text[..(excludes ? equals - 1 : equals)].Trim() : "";
        if (dimension.Length == 0)
        {
            throw new FormatException($"'{text}' is not DIM=VALUE or DIM!=VALUE.");
        }

        var filter = new CostFilter { Dimension = dimension, Exclude = excludes };
        filter.Values.AddRange(SplitValues(text[(equals + 1)..]));
        return filter;
    }

    /// <summary>Writes a filter so that <see cref="Parse"/> reads it.</summary>
    public static string Write(DomainFilter filter)
    {
        var values = filter.Values.Order(StringComparer.Ordinal)
            .Select(value => value.Replace(",", "\\,", StringComparison.Ordinal));
        return $"{filter.Dimension}{(filter.Exclude ? "!=" : "=")}{string.Join(',', values)}";
    }

    private static IEnumerable<string> SplitValues(string list)
    {
        var value = new StringBuilder();
        for (var at = 0; at < list.Length; at++)
        {
            if (list[at] == ',')
            {
                yield return value.ToString();
                value.Clear();
                continue;
            }

            at += list.AsSpan(at).StartsWith("\\,", StringComparison.Ordinal) ? 1 : 0;
            value.Append(list[at]);
        }

        yield return value.ToString();
    }
}
