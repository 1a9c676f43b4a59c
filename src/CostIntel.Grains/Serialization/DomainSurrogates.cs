using CostIntel.Domain.Encoding;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Money;
using CostIntel.Domain.Partitions;
using CostIntel.Domain.Queries;

namespace CostIntel.Grains.Serialization;

#pragma warning disable CS1591 // Surrogates mirror the documented domain types member by member.

[GenerateSerializer, Immutable, Alias("costintel.currency")]
public readonly record struct CurrencySurrogate([property: Id(0)] string Code);

[GenerateSerializer, Immutable, Alias("costintel.costs")]
public readonly record struct CostsSurrogate(
    [property: Id(0)] decimal Billed,
    [property: Id(1)] decimal Effective,
    [property: Id(2)] decimal List,
    [property: Id(3)] decimal Contracted);

[GenerateSerializer, Immutable, Alias("costintel.dimensions")]
public readonly record struct DimensionSetSurrogate([property: Id(0)] byte[] Canonical);

[GenerateSerializer, Immutable, Alias("costintel.log-slice")]
public readonly record struct LogSliceSurrogate([property: Id(0)] long Offset, [property: Id(1)] ReadOnlyMemory<byte> Records);

[GenerateSerializer, Immutable, Alias("costintel.offset-entries")]
public readonly record struct OffsetEntriesSurrogate<T>([property: Id(0)] long Offset, [property: Id(1)] T[] Entries);

[GenerateSerializer, Immutable, Alias("costintel.account-entry")]
public readonly record struct AccountEntrySurrogate(
    [property: Id(0)] string Resource,
    [property: Id(1)] Currency Currency,
    [property: Id(2)] int Month,
    [property: Id(3)] Costs Costs,
    [property: Id(4)] string ServiceName,
    [property: Id(5)] string RegionId,
    [property: Id(6)] int Hour);

[GenerateSerializer, Immutable, Alias("costintel.cube-entry")]
public readonly record struct CubeEntrySurrogate(
    [property: Id(0)] int Day,
    [property: Id(1)] DimensionSet Dimensions,
    [property: Id(2)] Currency Currency,
    [property: Id(3)] string Unit,
    [property: Id(4)] Costs Costs,
    [property: Id(5)] decimal Quantity);

[GenerateSerializer, Immutable, Alias("costintel.currency-costs")]
public readonly record struct CurrencyCostsSurrogate([property: Id(0)] Currency Currency, [property: Id(1)] Costs Costs);

[GenerateSerializer, Immutable, Alias("costintel.unit-amount")]
public readonly record struct UnitAmountSurrogate([property: Id(0)] string Unit, [property: Id(1)] decimal Amount);

[GenerateSerializer, Immutable, Alias("costintel.cost-row")]
public readonly record struct CostRowSurrogate(
    [property: Id(0)] string[] Keys,
    [property: Id(1)] int Period,
    [property: Id(2)] Currency Currency,
    [property: Id(3)] Costs Costs,
    [property: Id(4)] UnitAmount[] Quantities);

#pragma warning restore CS1591

/// <summary>Lets domain values travel between processes, since the domain itself knows no serializer.</summary>
[RegisterConverter]
public sealed class DomainConverters :
    IConverter<Currency, CurrencySurrogate>,
    IConverter<Costs, CostsSurrogate>,
    IConverter<DimensionSet, DimensionSetSurrogate>,
    IConverter<LogSlice, LogSliceSurrogate>,
    IConverter<AccountEntry, AccountEntrySurrogate>,
    IConverter<CubeEntry, CubeEntrySurrogate>,
    IConverter<CurrencyCosts, CurrencyCostsSurrogate>,
    IConverter<UnitAmount, UnitAmountSurrogate>,
    IConverter<CostRow, CostRowSurrogate>
{
    /// <inheritdoc/>
    public Currency ConvertFromSurrogate(in CurrencySurrogate surrogate) =>
        Currency.TryParse(surrogate.Code, out var currency) ? currency : Currency.None;

    /// <inheritdoc/>
    public CurrencySurrogate ConvertToSurrogate(in Currency value) => new(value.Code);

    /// <inheritdoc/>
    public Costs ConvertFromSurrogate(in CostsSurrogate surrogate) =>
        new(surrogate.Billed, surrogate.Effective, surrogate.List, surrogate.Contracted);

    /// <inheritdoc/>
    public CostsSurrogate ConvertToSurrogate(in Costs value) =>
        new(value.Billed, value.Effective, value.List, value.Contracted);

    /// <inheritdoc/>
    public DimensionSet ConvertFromSurrogate(in DimensionSetSurrogate surrogate)
    {
        var reader = new SpanReader(surrogate.Canonical);
        return DimensionSet.Read(ref reader);
    }

    /// <inheritdoc/>
    public DimensionSetSurrogate ConvertToSurrogate(in DimensionSet value)
    {
        var writer = new ByteWriter();
        value.Write(writer);
        return new(writer.ToArray());
    }

    /// <inheritdoc/>
    public LogSlice ConvertFromSurrogate(in LogSliceSurrogate surrogate) => new(surrogate.Offset, surrogate.Records);

    /// <inheritdoc/>
    public LogSliceSurrogate ConvertToSurrogate(in LogSlice value) => new(value.Offset, value.Records);

    /// <inheritdoc/>
    public AccountEntry ConvertFromSurrogate(in AccountEntrySurrogate surrogate) =>
        new(
            surrogate.Resource, surrogate.Currency, surrogate.Month, surrogate.Costs, surrogate.ServiceName, surrogate.RegionId,
            surrogate.Hour);

    /// <inheritdoc/>
    public AccountEntrySurrogate ConvertToSurrogate(in AccountEntry value) =>
        new(value.Resource, value.Currency, value.Month, value.Costs, value.ServiceName, value.RegionId, value.Hour);

    /// <inheritdoc/>
    public CubeEntry ConvertFromSurrogate(in CubeEntrySurrogate surrogate) => new(
        surrogate.Day, surrogate.Dimensions, surrogate.Currency, surrogate.Unit, surrogate.Costs, surrogate.Quantity);

    /// <inheritdoc/>
    public CubeEntrySurrogate ConvertToSurrogate(in CubeEntry value) =>
        new(value.Day, value.Dimensions, value.Currency, value.Unit, value.Costs, value.Quantity);

    /// <inheritdoc/>
    public CurrencyCosts ConvertFromSurrogate(in CurrencyCostsSurrogate surrogate) =>
        new(surrogate.Currency, surrogate.Costs);

    /// <inheritdoc/>
    public CurrencyCostsSurrogate ConvertToSurrogate(in CurrencyCosts value) => new(value.Currency, value.Costs);

    /// <inheritdoc/>
    public UnitAmount ConvertFromSurrogate(in UnitAmountSurrogate surrogate) => new(surrogate.Unit, surrogate.Amount);

    /// <inheritdoc/>
    public UnitAmountSurrogate ConvertToSurrogate(in UnitAmount value) => new(value.Unit, value.Amount);

    /// <inheritdoc/>
    public CostRow ConvertFromSurrogate(in CostRowSurrogate surrogate) =>
        new(surrogate.Keys, surrogate.Period, surrogate.Currency, surrogate.Costs, surrogate.Quantities);

    /// <inheritdoc/>
    public CostRowSurrogate ConvertToSurrogate(in CostRow value) =>
        new([.. value.Keys], value.Period, value.Currency, value.Costs, [.. value.Quantities]);
}

/// <summary>The same for the generic entries of a log offset.</summary>
[RegisterConverter]
public sealed class OffsetEntriesConverter<T> : IConverter<OffsetEntries<T>, OffsetEntriesSurrogate<T>>
{
    /// <inheritdoc/>
    public OffsetEntries<T> ConvertFromSurrogate(in OffsetEntriesSurrogate<T> surrogate) =>
        new(surrogate.Offset, surrogate.Entries);

    /// <inheritdoc/>
    public OffsetEntriesSurrogate<T> ConvertToSurrogate(in OffsetEntries<T> value) => new(value.Offset, value.Entries);
}
