using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Queries;
using Proto = CostIntel.Contracts.V1;

namespace CostIntel.Contracts.Anomalies;

/// <summary>Filters on series to and from their messages.</summary>
public static class FilterMapping
{
    private const int FiltersMax = 32;
    private const int ValuesMax = 1_000;

    /// <summary>The scope that filters make.</summary>
    /// <exception cref="FormatException">A filter is wrong; the message says which and why.</exception>
    public static Scope ToScope(IReadOnlyCollection<Proto.CostFilter> filters) => filters.Count <= FiltersMax
        ? new Scope([.. filters.Select(ToDomain)])
        : throw new FormatException($"There are {filters.Count} filters; at most {FiltersMax}.");

    /// <summary>The message of a filter.</summary>
    public static Proto.CostFilter ToMessage(CostFilter filter)
    {
        var message = new Proto.CostFilter { Dimension = filter.Dimension.ToString(), Exclude = filter.Exclude };
        message.Values.AddRange(filter.Values.Order(StringComparer.Ordinal));
        return message;
    }

    private static CostFilter ToDomain(Proto.CostFilter filter)
    {
        if (!Dimension.TryParse(filter.Dimension, out var dimension) || !Scope.Knows(dimension))
        {
            throw new FormatException(
                $"'{filter.Dimension}' is not a dimension of anomalies; known are provider, account, sub_account, service, "
                + "region, resource, tag:KEY.");
        }

        if (filter.Values.Count is 0 or > ValuesMax)
        {
            throw new FormatException($"The filter on {filter.Dimension} must have 1 to {ValuesMax} values.");
        }

        var values = dimension.Kind == DimensionKind.Provider
            ? filter.Values.Select(value => value.ToLowerInvariant())
            : filter.Values;
        return new(dimension, values.ToHashSet(StringComparer.Ordinal), filter.Exclude);
    }
}
