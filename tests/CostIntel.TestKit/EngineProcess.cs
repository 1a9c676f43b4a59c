using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CostIntel.TestKit;

/// <summary>A real engine in a process of its own, on free ports and a folder that outlives it.</summary>
public sealed class EngineProcess : IAsyncDisposable
{
    /// <summary>A setting of the tests' own: without it engines of tests let everybody in.</summary>
    public const string AskForKeys = "--CostIntel:InsecureDev=false";

    private const int Sigterm = 15;

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string> _log = new();
    private readonly string[] _arguments;
    private readonly int _webPort = Programs.FreePort();
    private Process _process = null!;

    private EngineProcess(string folder, string[] settings)
    {
        var port = Programs.FreePort();
        Url = $"http://127.0.0.1:{port}";
        _arguments =
        [
            $"--CostIntel:DataDirectory={folder}",
            $"--CostIntel:Grpc:Url={Url}",
            $"--CostIntel:Web:Url=http://127.0.0.1:{_webPort.ToString(CultureInfo.InvariantCulture)}",
            .. settings,
            .. settings.Contains(AskForKeys) ? (string[])[] : ["--insecure-dev"],
        ];
    }

    /// <summary>Where gRPC is served.</summary>
    public string Url { get; }

    /// <summary>Where pages and metrics are served.</summary>
    public string WebUrl => $"http://127.0.0.1:{_webPort.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>What it has logged.</summary>
    public string Log => string.Join('\n', _log);

    /// <summary>Starts one with a store of its own: in its folder or wherever this build keeps it.</summary>
    public static async Task<EngineProcess> StartAsync(string folder, params string[] settings) =>
        await StartWithAsync(folder, [.. await TestBuild.StoreSettingsAsync(), .. settings]);

    /// <summary>Starts one with these settings alone.</summary>
    public static async Task<EngineProcess> StartWithAsync(string folder, params string[] settings)
    {
        var engine = new EngineProcess(folder, settings);
        await engine.StartAgainAsync();
        return engine;
    }

    /// <summary>Starts it again after it was stopped or killed; returns when it serves.</summary>
    public async Task StartAgainAsync()
    {
        _process = Programs.Start(Programs.Path("CostIntel.Server", "CostIntel.Server.dll"), _arguments);
        _process.OutputDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _log.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        using var http = new HttpClient();
        using var limit = new CancellationTokenSource(StartLimit);
        while (!await ServesAsync(http, limit.Token))
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The engine ended with exit code {_process.ExitCode}:\n{Log}");
            }

            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Ends it without a chance to do anything.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>Asks it to stop and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        _ = Signal(_process.Id, Sigterm);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasEnded())
        {
            await KillAsync();
        }
    }

    private bool HasEnded()
    {
        try
        {
            return _process.HasExited;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private async Task<bool> ServesAsync(HttpClient http, CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync($"http://127.0.0.1:{_webPort}/healthz", cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int processId, int signal);
}
