using CostIntel.Domain.Recommendations.Catalog;
using static CostIntel.Contracts.Documents.FieldKinds;

namespace CostIntel.Contracts.Documents;

/// <summary>
/// The machine types of one family. Sizes that are multiples of one another are written as such; others one by one as
/// [processors, GiB, price an hour, GPUs].
/// </summary>
internal static class MachineSection
{
    private const string SizePlace = "{size}";
    private const double Largest = 1e6;
    private const decimal PriceMin = 0.000001m;
    private const decimal PriceMax = 1_000_000;

    private static readonly FieldKind<IReadOnlyList<decimal>> Row = ListOf(Amount(0, PriceMax));

    /// <summary>Reads a family.</summary>
    public static IReadOnlyList<MachineType> Read(string provider, MapReader reader)
    {
        var gpu = reader.Map("gpu");
        var family = new MachineType(
            provider,
            "",
            reader.Need("family", Text, ""),
            reader.Read("series", Text, ""),
            reader.Read("generation", Count(0, 1_000), 0),
            reader.Read("architecture", Text, "x86_64"),
            0,
            0,
            0,
            gpu?.Need("model", Text, "") ?? "",
            gpu?.Need("speed", Number(0, Largest), 0) ?? 0,
            reader.Read("cpu_speed", Number(0.01, 100), 1),
            0);
        gpu?.RefuseUnknown();
        var pattern = reader.Read("name", Text, SizePlace);
        MachineType[] machines = [.. ReadMultiples(reader, family, pattern), .. ReadSizes(reader, family, pattern)];
        if (machines.Length == 0)
        {
            reader.Refuse("family", "The family has no sizes; give sizes, or base and multiples.");
        }

        return machines;
    }

    private static List<MachineType> ReadMultiples(MapReader reader, MachineType family, string pattern)
    {
        var machines = new List<MachineType>();
        if (reader.Map("multiples") is not { } multiples)
        {
            return machines;
        }

        if (reader.Map("base") is not { } unit)
        {
            reader.Refuse("base", "Multiples need a base with cpus, memory and price.");
            return machines;
        }

        var (cpus, memory) = (unit.Need("cpus", Number(0.01, Largest), 1), unit.Need("memory", Number(0.01, Largest), 1));
        var price = unit.Need("price", Amount(PriceMin, PriceMax), 1);
        unit.RefuseUnknown();
        foreach (var size in multiples.Keys)
        {
            var factor = multiples.Read(size, Amount(0.001m, 10_000), 1);
            machines.Add(family with
            {
                Name = NameOf(pattern, size),
                Cpus = cpus * (double)factor,
                MemoryGiB = memory * (double)factor,
                HourlyPrice = price * factor,
            });
        }

        return machines;
    }

    private static List<MachineType> ReadSizes(MapReader reader, MachineType family, string pattern)
    {
        var machines = new List<MachineType>();
        if (reader.Map("sizes") is not { } sizes)
        {
            return machines;
        }

        foreach (var size in sizes.Keys)
        {
            var row = sizes.Read(size, Row, [1, 1, 1]);
            if (row.Count is not (3 or 4) || row.Take(3).Any(value => value < PriceMin) || (row.Count == 4 && row[3] > 1_024))
            {
                sizes.Refuse(size, "Expected is [processors, memory in GiB, price an hour] and, where it has any, its GPUs.");
                continue;
            }

            machines.Add(family with
            {
                Name = NameOf(pattern, size),
                Cpus = (double)row[0],
                MemoryGiB = (double)row[1],
                HourlyPrice = row[2],
                Gpus = row.Count == 4 ? (int)row[3] : 0,
            });
        }

        return machines;
    }

    private static string NameOf(string pattern, string size) => pattern.Replace(SizePlace, size, StringComparison.Ordinal);
}
