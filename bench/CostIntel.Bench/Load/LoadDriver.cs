using System.Diagnostics;
using System.Net.Sockets;
using System.Reflection;
using System.Text.Json;

namespace CostIntel.Bench.Load;

/// <summary>Runs the contenders one after the other, server and client as processes of their own, and compares them.</summary>
public static class LoadDriver
{
    private static readonly JsonSerializerOptions Indented = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static async Task RunAsync(LoadOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("costintel-bench-").FullName;
        try
        {
            var plain = await ResultOfAsync(["sqlite", folder, .. options.ToArguments()]);
            var tuned = await ResultOfAsync(["sqlite", folder, "--tuned", .. options.ToArguments()]);
            var sinkPort = FreePort();
            var sink = await MeasureAsync([Self, "sink", $"{sinkPort}"], sinkPort, options);
            var (enginePort, webPort) = (FreePort(), FreePort());
            var engine = await MeasureAsync(
                [
                    Path.Combine(AppContext.BaseDirectory, "CostIntel.Server.dll"),
                    "--insecure-dev",
                    $"--CostIntel:DataDirectory={folder}",
                    $"--CostIntel:Grpc:Url=http://127.0.0.1:{enginePort}",
                    $"--CostIntel:Web:Url=http://127.0.0.1:{webPort}",
                ],
                enginePort,
                options);
            Console.WriteLine(JsonSerializer.Serialize(
                new
                {
                    load = options,
                    engine,
                    sink,
                    plainSqlite = plain,
                    tunedSqlite = tuned,
                    engineToSink = engine.RecordsPerSecond / sink.RecordsPerSecond,
                    engineToPlainSqlite = engine.RecordsPerSecond / plain.RecordsPerSecond,
                    engineToTunedSqlite = engine.RecordsPerSecond / tuned.RecordsPerSecond,
                },
                Indented));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Self => Assembly.GetExecutingAssembly().Location;

    private static async Task<LoadResult> MeasureAsync(string[] server, int port, LoadOptions options)
    {
        using var process = Start(server);
        try
        {
            await WaitForAsync(port, process);
            return await ResultOfAsync(["client", $"http://127.0.0.1:{port}", .. options.ToArguments()]);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<LoadResult> ResultOfAsync(string[] arguments)
    {
        using var process = Start([Self, .. arguments]);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<LoadResult>(output, Indented)!
            : throw new InvalidOperationException($"'{string.Join(' ', arguments)}' failed with exit code {process.ExitCode}.");
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true };
        var process = Process.Start(start)!;
        if (arguments[0].EndsWith("Server.dll", StringComparison.Ordinal) || arguments[1] == "sink")
        {
            process.BeginOutputReadLine();
        }

        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task WaitForAsync(int port, Process process)
    {
        while (!process.HasExited)
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync(System.Net.IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new InvalidOperationException($"The server ended with exit code {process.ExitCode} before it listened.");
    }
}
