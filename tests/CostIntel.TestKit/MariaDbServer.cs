using System.Data.Common;
using System.Diagnostics;
using System.Globalization;

namespace CostIntel.TestKit;

/// <summary>A MariaDB of the tests' own, on loopback and a free port, in a folder that goes with it.</summary>
public sealed class MariaDbServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly Lazy<Task<MariaDbServer>> OfThisProcess = new(StartForProcessAsync);

    private static int _databases;

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = Programs.FreePort();
    private Process? _process;

    private MariaDbServer()
    {
    }

    /// <summary>Why there is none here; null when there can be one.</summary>
    public static string? WhyNot => TestBuild.MySql is null ? "This build has no driver for MySQL."
        : Programs.Find("mariadbd") is null ? "There is no mariadbd (Debian: mariadb-server)." : null;

    /// <summary>The one that all tests of this process share.</summary>
    public static Task<MariaDbServer> SharedAsync() => OfThisProcess.Value;

    /// <summary>Starts one.</summary>
    public static async Task<MariaDbServer> StartAsync()
    {
        var server = new MariaDbServer();
        var install = Programs.StartSilently(
            Programs.Find("mariadb-install-db")!,
            [
                "--no-defaults", $"--datadir={server.DataFolder}", "--auth-root-authentication-method=normal",
                "--skip-test-db", $"--user={Environment.UserName}",
            ]);
        await install.WaitForExitAsync();
        await server.StartAgainAsync();
        return server;
    }

    private string DataFolder => _folder.File("data");

    /// <summary>Starts it again after it was stopped or killed; returns when it answers.</summary>
    public async Task StartAgainAsync()
    {
        _process = Programs.StartSilently(
            Programs.Find("mariadbd")!,
            [
                "--no-defaults", $"--datadir={DataFolder}", $"--socket={_folder.File("db.sock")}", "--bind-address=127.0.0.1",
                $"--port={_port.ToString(CultureInfo.InvariantCulture)}", $"--user={Environment.UserName}", "--skip-log-bin",
                "--skip-name-resolve", "--innodb-buffer-pool-size=512M", "--innodb-log-file-size=512M",
                "--innodb-flush-log-at-trx-commit=1", "--max-allowed-packet=64M", "--max-connections=500",
                $"--log-error={_folder.File("error.log")}",
            ]);
        using var limit = new CancellationTokenSource(StartLimit);
        while (!await AnswersAsync(limit.Token))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException(
                    $"MariaDB ended with exit code {_process.ExitCode}:\n{File.ReadAllText(_folder.File("error.log"))}");
            }

            await Task.Delay(50, limit.Token);
        }
    }

    /// <summary>Makes an empty database and says how to reach it.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"test_{Interlocked.Increment(ref _databases)}";
        await using var connection = await ConnectAsync(ConnectionString("mysql"), CancellationToken.None);
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The name is a constant and a number.
        command.CommandText = $"CREATE DATABASE {name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
        return ConnectionString(name);
    }

    /// <summary>A connection to a database of it.</summary>
    public static async Task<DbConnection> ConnectAsync(string connectionString, CancellationToken cancellation)
    {
        var connection = TestBuild.MySql!.CreateConnection()!;
        connection.ConnectionString = connectionString;
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>Stops it without a chance to do anything.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await KillAsync();
        }

        _folder.Dispose();
    }

    private static async Task<MariaDbServer> StartForProcessAsync()
    {
        var server = await StartAsync();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server._process?.Kill();
        return server;
    }

    private string ConnectionString(string database) =>
        $"Server=127.0.0.1;Port={_port.ToString(CultureInfo.InvariantCulture)};User ID=root;Database={database};SslMode=None";

    private async Task<bool> AnswersAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await ConnectAsync(ConnectionString("mysql"), cancellation);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
    }
}
