using CostIntel.Domain.Encoding;
using CostIntel.Domain.Identity;
using CostIntel.Storage.UsageLog;

namespace CostIntel.Grains.Partitions;

/// <summary>Series as rows of the usage log's series table: the tenant, then the encoded series.</summary>
internal static class SeriesRows
{
    public static SeriesRow Encode(int id, TenantId tenant, ReadOnlyMemory<byte> series)
    {
        var writer = new ByteWriter();
        writer.WriteString(tenant.ToString());
        writer.WriteBytes(series.Span);
        return new SeriesRow(id, writer.ToArray());
    }

    public static (TenantId Tenant, ReadOnlyMemory<byte> Series) Decode(SeriesRow row)
    {
        var reader = new SpanReader(row.Definition);
        var tenant = TenantId.Parse(reader.ReadString());
        var length = reader.ReadBytes().Length;
        return (tenant, row.Definition.AsMemory(reader.Position - length, length));
    }
}
