using System.Globalization;

namespace CostIntel.Cli.Commands;

/// <summary>A file that holds how far a watch has come, so that the next one misses nothing.</summary>
/// <param name="path">Null keeps nothing.</param>
internal sealed class CursorFile(string? path)
{
    /// <summary>The cursor that is kept; null for none.</summary>
    /// <exception cref="CliException">The file holds something else.</exception>
    public async Task<ulong?> ReadAsync(CancellationToken cancellation)
    {
        if (path is null || !File.Exists(path))
        {
            return null;
        }

        var text = await File.ReadAllTextAsync(path, cancellation);
        return ulong.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var cursor)
            ? cursor
            : throw new CliException($"--cursor-file names '{path}', which holds no cursor.");
    }

    /// <summary>Keeps a cursor. The file is replaced as a whole: one that is half written would be another cursor.</summary>
    public async Task KeepAsync(ulong cursor)
    {
        if (path is not null)
        {
            await File.WriteAllTextAsync(path + ".new", cursor.ToString(CultureInfo.InvariantCulture), CancellationToken.None);
            File.Move(path + ".new", path, overwrite: true);
        }
    }
}
