using CostIntel.Domain.Charges;
using CostIntel.Domain.Encoding;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Partitions;

/// <summary>
/// Numbers the series of a partition, so that the log names them in a byte or two, and resolves each once to the
/// resource, account and cube line that its charges go to.
/// </summary>
public sealed class SeriesTable(IReadOnlySet<string> cubeTagKeys)
{
    private readonly List<PartitionSeries> _series = [];
    private readonly Dictionary<UInt128, int> _idByIdentity = [];
    private readonly Dictionary<string, PartitionResource> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<AccountKey, AccountTail> _accounts = [];
    private readonly Dictionary<(AccountKey Account, CubeLineKey Line), CubeLine> _cubeLines = [];

    /// <summary>Number of series; the next new one gets this id.</summary>
    public int Count => _series.Count;

    /// <summary>What tells series of all tenants apart.</summary>
    public static UInt128 IdentityOf(TenantId tenant, ILoggedSeries series)
    {
        var writer = new ByteWriter();
        writer.WriteString(tenant.ToString());
        writer.WriteBytes(series.EncodeIdentity());
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(PermanentHash.Hash128(writer.WrittenSpan));
    }

    /// <summary>The series with this number.</summary>
    /// <exception cref="InvalidDataException">There is none: the log and the series table do not belong together.</exception>
    public PartitionSeries this[int id] => id >= 0 && id < _series.Count
        ? _series[id]
        : throw new InvalidDataException($"The usage log names series {id}; the partition has {_series.Count}.");

    /// <summary>The number of a known series.</summary>
    public bool TryGetId(UInt128 identity, out int id) => _idByIdentity.TryGetValue(identity, out id);

    /// <summary>True when the series can be added: a resource has only so many metrics.</summary>
    public bool HasRoomFor(TenantId tenant, ILoggedSeries series) =>
        series is not MetricSeries
        || !_resources.TryGetValue(series.ResourceKey(tenant).ToString(), out var resource)
        || resource.Metrics < MetricValidation.MetricsPerResourceMax;

    /// <summary>Adds the next series.</summary>
    public int Add(UInt128 identity, SeriesDefinition definition, ILoggedSeries series)
    {
        var id = _series.Count;
        var key = series.ResourceKey(definition.Tenant);
        var resource = ResourceOf(key.ToString());
        var line = series is ChargeSeries charges ? CubeLineOf(charges, AccountOf(key.Account)) : null;
        resource.Metrics += line is null ? 1 : 0;
        _series.Add(new(id, definition, resource, line));
        _idByIdentity.Add(identity, id);
        return id;
    }

    internal AccountTail AccountOf(AccountKey key)
    {
        if (!_accounts.TryGetValue(key, out var account))
        {
            _accounts.Add(key, account = new AccountTail(key));
        }

        return account;
    }

    private PartitionResource ResourceOf(string key)
    {
        if (!_resources.TryGetValue(key, out var resource))
        {
            _resources.Add(key, resource = new(key));
        }

        return resource;
    }

    private CubeLine CubeLineOf(ChargeSeries series, AccountTail account)
    {
        var line = new CubeLineKey(
            DimensionSet.Of(series, cubeTagKeys), series.Currency, StringPool.Shared(series.ConsumedUnit));
        if (!_cubeLines.TryGetValue((account.Key, line), out var cubeLine))
        {
            cubeLine = new(line.Dimensions, line.Currency, line.Unit, account);
            _cubeLines.Add((account.Key, line), cubeLine);
        }

        return cubeLine;
    }
}
