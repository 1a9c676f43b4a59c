using System.Text.Json;

namespace CostIntel.Bench.Detection.Metrics;

/// <summary>The benchmark's folder: <c>data/corpus/file.csv</c> and <c>labels/combined_windows.json</c>.</summary>
internal static class NabCorpus
{
    /// <summary>Reads every labelled file, in the order of names.</summary>
    public static List<NabFile> Read(string folder)
    {
        var labels = JsonSerializer.Deserialize<SortedDictionary<string, string[][]>>(
            File.ReadAllText(Path.Combine(folder, "labels", "combined_windows.json")))!;
        return [.. labels.OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => NabFile.Read(Path.Combine(folder, "data", label.Key), label.Key, label.Value))];
    }

    /// <summary>Writes scores in the benchmark's own layout, <c>corpus/file.csv</c>.</summary>
    public static void Write(string folder, NabFile file, double[] scores)
    {
        var path = Path.Combine(folder, file.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, scores
            .Select((score, i) => FormattableString.Invariant($"{file.Times[i]},{file.Values[i]},{score:R}"))
            .Prepend("timestamp,value,anomaly_score"));
    }
}
