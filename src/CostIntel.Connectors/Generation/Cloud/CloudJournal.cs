using System.Text;
using System.Text.Json;

namespace CostIntel.Connectors.Generation.Cloud;

/// <summary>What a simulated cloud has done; with a file, also before the process began. One at a time may use it.</summary>
public sealed class CloudJournal
{
    private readonly List<CloudEntry> _entries = [];
    private readonly string? _path;

    /// <summary>Reads what was done.</summary>
    /// <param name="path">A file of JSON lines, made when something is done; null keeps all in memory.</param>
    public CloudJournal(string? path = null)
    {
        _path = path;
        if (File.Exists(path))
        {
            // Killed while it wrote: what has no end was not done.
            var text = File.ReadAllText(path);
            var whole = text[..(text.LastIndexOf('\n') + 1)];
            _entries.AddRange(whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Read));
            if (whole.Length < text.Length)
            {
                File.WriteAllText(path, whole);
            }
        }
    }

    /// <summary>All of it, the newest last.</summary>
    public IReadOnlyList<CloudEntry> Entries => _entries;

    /// <summary>Notes what is done.</summary>
    public void Add(CloudEntry entry)
    {
        if (_path is not null)
        {
            using var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(entry) + "\n"));
        }

        _entries.Add(entry);
    }

    private static CloudEntry Read(string line) =>
        JsonSerializer.Deserialize<CloudEntry>(line) ?? throw new FormatException("The journal has an empty entry.");
}
