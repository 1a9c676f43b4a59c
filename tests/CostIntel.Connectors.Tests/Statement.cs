using System.IO.Compression;
using System.Text;

namespace CostIntel.Connectors.Tests;

/// <summary>A small FOCUS 1.0 file in memory: a good row, of which a test changes what it is about.</summary>
internal sealed class Statement
{
    private readonly List<string> _columns =
    [
        "BilledCost", "EffectiveCost", "ListCost", "ContractedCost", "BillingAccountId", "BillingCurrency",
        "BillingPeriodStart", "BillingPeriodEnd", "ChargePeriodStart", "ChargePeriodEnd", "ChargeCategory",
        "ChargeClass", "ServiceName", "ServiceCategory", "ProviderName", "ResourceId", "ConsumedQuantity",
        "ConsumedUnit", "Tags",
    ];

    private readonly List<string> _good =
    [
        "1.5", "1.25", "2", "1.75", "acc-1", "USD",
        "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", "2026-01-02T03:00:00Z", "2026-01-02T04:00:00Z", "Usage", "",
        "Virtual Machines", "Compute", "AWS", "vm-1", "1", "Hours", """{"env":"prod"}""",
    ];

    private readonly List<List<string>> _rows = [];

    /// <summary>A file with one good row in which the columns named have other values.</summary>
    public static Statement With(params (string Column, string Value)[] changes) => new Statement().Row(changes);

    /// <summary>Adds a column with one value for all rows added after it.</summary>
    public Statement Column(string name, string value = "")
    {
        _columns.Add(name);
        _good.Add(value);
        return this;
    }

    /// <summary>Leaves columns out.</summary>
    public Statement Without(params string[] names)
    {
        foreach (var index in names.Select(name => _columns.IndexOf(name)).OrderDescending())
        {
            _columns.RemoveAt(index);
            _good.RemoveAt(index);
            _rows.ForEach(row => row.RemoveAt(index));
        }

        return this;
    }

    /// <summary>Gives a column another name.</summary>
    public Statement Renamed(string from, string to)
    {
        _columns[_columns.IndexOf(from)] = to;
        return this;
    }

    /// <summary>Adds a good row with the changes.</summary>
    public Statement Row(params (string Column, string Value)[] changes)
    {
        var row = _good.ToList();
        foreach (var (column, value) in changes)
        {
            row[_columns.IndexOf(column)] = value;
        }

        _rows.Add(row);
        return this;
    }

    /// <summary>The file as text.</summary>
    public override string ToString() =>
        string.Concat(_rows.Prepend(_columns).Select(row => string.Join(',', row.Select(Quoted)) + "\n"));

    /// <summary>The file as bytes.</summary>
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    /// <summary>Reads the file.</summary>
    public Task<ReadStatement> ReadAsync(StatementFileOptions? options = null) =>
        ReadStatement.OfAsync(ToBytes(), options);

    /// <summary>Reads a file that has one row.</summary>
    public async Task<RowResult> ReadRowAsync(StatementFileOptions? options = null) =>
        Assert.Single((await ReadAsync(options)).Results);

    /// <summary>Compresses bytes as one gzip member.</summary>
    public static byte[] Gzip(byte[] plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain);
        }

        return compressed.ToArray();
    }

    private static string Quoted(string value) => value.AsSpan().IndexOfAny(",\"\r\n") >= 0
        ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : value;
}
