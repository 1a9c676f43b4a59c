using System.Data.Common;
using System.Globalization;
using CostIntel.Storage.Sql;

namespace CostIntel.Storage.MySql;

/// <summary>What a server must be set to, so that what it reports as written is there, whole and as it was sent.</summary>
internal static class MySqlServer
{
    private const long PacketBytesMin = 16 << 20;

    private const string Settings =
        "SELECT @@character_set_connection, @@sql_mode, @@max_allowed_packet, @@innodb_flush_log_at_trx_commit";

    /// <exception cref="StorageException">Something is set otherwise; the message names all of it.</exception>
    public static async Task CheckAsync(DbConnection connection, CancellationToken cancellation)
    {
        var faults = new List<string>();
        await using (var command = SqlCommands.Create(connection, Settings, 0))
        await using (var reader = await command.ExecuteReaderAsync(cancellation))
        {
            await reader.ReadAsync(cancellation);
            faults.AddRange(Faults(
                reader.GetString(0), reader.GetString(1), Number(reader.GetValue(2)), Number(reader.GetValue(3))));
        }

        if (faults.Count > 0)
        {
            throw new StorageException(
                $"The server of '{connection.Database}' cannot be used as it is set. {string.Join(' ', faults)}");
        }
    }

    private static IEnumerable<string> Faults(string charset, string mode, long packetBytes, long flush)
    {
        if (charset != "utf8mb4")
        {
            yield return $"character_set_connection is {charset}; it must be utf8mb4.";
        }

        if (!mode.Contains("STRICT_TRANS_TABLES", StringComparison.Ordinal)
            && !mode.Contains("STRICT_ALL_TABLES", StringComparison.Ordinal))
        {
            yield return "sql_mode lacks STRICT_TRANS_TABLES: values would be cut to their columns without a word.";
        }

        if (mode.Contains("NO_BACKSLASH_ESCAPES", StringComparison.Ordinal))
        {
            yield return "sql_mode has NO_BACKSLASH_ESCAPES, which changes bytes on their way.";
        }

        if (packetBytes < PacketBytesMin)
        {
            yield return $"max_allowed_packet is {packetBytes}; it must be at least {PacketBytesMin}.";
        }

        if (flush != 1)
        {
            yield return $"innodb_flush_log_at_trx_commit is {flush}; it must be 1, or a power cut loses what was reported.";
        }
    }

    private static long Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}
