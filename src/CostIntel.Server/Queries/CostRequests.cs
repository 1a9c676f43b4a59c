using CostIntel.Contracts.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Queries;
using CostIntel.Server.Errors;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using CostFilter = CostIntel.Domain.Queries.CostFilter;

namespace CostIntel.Server.Queries;

/// <summary>Checks requests for costs and turns them into questions.</summary>
internal static class CostRequests
{
    private const int GroupByMax = 6;
    private const int FiltersMax = 32;
    private const int FilterValuesMax = 1_000;

    private static readonly string[] ResourceDimensions = ["provider", "account", "sub_account", "resource"];

    public static CostQuery ToQuery(QueryCostsRequest request)
    {
        return new CostQuery(
            Day(request.From, "from", CostQuery.Earliest),
            Day(request.To, "to", CostQuery.Latest),
            GranularityOf(request.Granularity),
            GroupByOf(request.GroupBy),
            FiltersOf(request.Filters)) is var query && query.FromDay < query.ToDay
                ? query
                : throw Require.Invalid("to must lie after from; it is exclusive.");
    }

    public static CostQuery ToQuery(ListResourcesRequest request)
    {
        var costs = new QueryCostsRequest { From = request.From, To = request.To };
        costs.GroupBy.AddRange(ResourceDimensions);
        costs.Filters.AddRange(request.Filters);
        return ToQuery(costs);
    }

    /// <summary>Tells requests apart whose pages do not belong together.</summary>
    public static ulong Fingerprint(QueryCostsRequest request)
    {
        var rest = request.Clone();
        (rest.PageToken, rest.PageSize) = ("", 0);
        return PermanentHash.Hash64(rest.ToByteArray());
    }

    /// <inheritdoc cref="Fingerprint(QueryCostsRequest)"/>
    public static ulong Fingerprint(ListResourcesRequest request)
    {
        var rest = request.Clone();
        (rest.PageToken, rest.PageSize) = ("", 0);
        return PermanentHash.Hash64(rest.ToByteArray());
    }

    public static int Day(Timestamp? time, string field, int whenAbsent)
    {
        if (time is null)
        {
            return whenAbsent;
        }

        Require.That(
            time.Nanos == 0 && time.Seconds % LedgerTime.SecondsPerDay == 0, $"{field} must be midnight UTC of a day.");
        return LedgerTime.Day(time.Seconds);
    }

    private static CostGranularity GranularityOf(Granularity granularity) => granularity switch
    {
        Granularity.Unspecified or Granularity.None => CostGranularity.None,
        Granularity.Day => CostGranularity.Day,
        Granularity.Month => CostGranularity.Month,
        _ => throw Require.Invalid($"granularity {(int)granularity} is unknown; use none, day or month."),
    };

    public static Dimension[] GroupByOf(RepeatedField<string> groupBy)
    {
        Require.That(groupBy.Count <= GroupByMax, $"group_by has {groupBy.Count} names; at most {GroupByMax}.");
        return [.. groupBy.Select(DimensionOf)];
    }

    private static Dimension DimensionOf(string name) => Dimension.TryParse(name, out var dimension)
        ? dimension
        : throw Require.Invalid($"'{name}' is not a dimension; known are {Dimension.Names}.");

    public static CostFilter[] FiltersOf(RepeatedField<Contracts.V1.CostFilter> filters)
    {
        Require.That(filters.Count <= FiltersMax, $"There are {filters.Count} filters; at most {FiltersMax}.");
        return [.. filters.Select(filter =>
        {
            var dimension = DimensionOf(filter.Dimension);
            Require.That(
                filter.Values.Count is > 0 and <= FilterValuesMax,
                $"The filter on {filter.Dimension} must have 1 to {FilterValuesMax} values.");
            var values = dimension.Kind == DimensionKind.Provider
                ? filter.Values.Select(value => value.ToLowerInvariant())
                : filter.Values;
            return new CostFilter(dimension, values.ToHashSet(StringComparer.Ordinal), filter.Exclude);
        })];
    }
}
