using CostIntel.Connectors.Csv;

namespace CostIntel.Connectors.Focus;

/// <summary>Some columns of a row as runs of neighbours, so that their bytes are compared in few long steps.</summary>
/// <remarks>The runs keep their quotes and commas: equal bytes then mean equal values.</remarks>
internal sealed class ByteRuns
{
    private readonly (int First, int Last)[] _runs;

    private ByteRuns((int First, int Last)[] runs) => _runs = runs;

    /// <summary>The runs that cover exactly the places given.</summary>
    public static ByteRuns Of(IEnumerable<int> places)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var place in places.Order())
        {
            if (runs.Count > 0 && runs[^1].Last == place - 1)
            {
                runs[^1] = (runs[^1].First, place);
            }
            else
            {
                runs.Add((place, place));
            }
        }

        return new ByteRuns([.. runs]);
    }

    /// <summary>The hash of the runs.</summary>
    public ulong Hash(CsvRow row)
    {
        var state = 0UL;
        foreach (var (first, last) in _runs)
        {
            state = ContentHash.Add(state, row.Raw(first, last));
        }

        return ContentHash.Finish(state);
    }

    /// <summary>The bytes of the runs, a comma behind each.</summary>
    public byte[] Copy(CsvRow row)
    {
        var copy = new byte[_runs.Sum(run => row.Raw(run.First, run.Last).Length + 1)];
        var at = 0;
        foreach (var (first, last) in _runs)
        {
            var raw = row.Raw(first, last);
            raw.CopyTo(copy.AsSpan(at));
            at += raw.Length;
            copy[at++] = (byte)',';
        }

        return copy;
    }

    /// <summary>Whether the runs have the bytes copied before.</summary>
    public bool Match(CsvRow row, ReadOnlySpan<byte> copy)
    {
        foreach (var (first, last) in _runs)
        {
            var raw = row.Raw(first, last);
            if (raw.Length >= copy.Length || !raw.SequenceEqual(copy[..raw.Length]) || copy[raw.Length] != ',')
            {
                return false;
            }

            copy = copy[(raw.Length + 1)..];
        }

        return copy.IsEmpty;
    }
}
