using System.Diagnostics;
using System.Text.Json;

namespace CostIntel.Interop;

/// <summary>A script under <c>node/</c>, which says what happens as one JSON value a line.</summary>
public sealed class Node : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string Folder = Path.Combine(Root(), "tests", "CostIntel.Interop", "node");
    private static readonly Lazy<Task<string?>> Missing = new(FindMissingAsync);

    private readonly Process _process;
    private readonly Task<string> _errors;

    private Node(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>Starts a script; without Node.js the test is skipped.</summary>
    public static async Task<Node> StartAsync(string script, params string[] arguments)
    {
        var missing = await Missing.Value;
        Skip.If(missing is not null, missing);
        return new Node(Run("node", [script, .. arguments]));
    }

    /// <summary>Plays a scenario to its end and returns its result.</summary>
    public static async Task<JsonElement> PlayAsync(string scenario, string address)
    {
        await using var node = await StartAsync("client.mjs", scenario, new Uri(address).Authority);
        return await node.ResultAsync();
    }

    /// <summary>Waits until the script said that something happened, and returns all it said of it.</summary>
    public async Task<JsonElement> SaidAsync(string what) =>
        await NextAsync(line => line.TryGetProperty("event", out var name) && name.GetString() == what);

    public async Task<JsonElement> ResultAsync() =>
        (await NextAsync(line => line.TryGetProperty("result", out _))).GetProperty("result");

    public Task TellAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static Process Run(string program, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;

    private static async Task<string?> FindMissingAsync()
    {
        try
        {
            using var node = Run("node", ["--version"]);
            await node.WaitForExitAsync();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "Node.js is not installed.";
        }

        if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
        {
            return null;
        }

        using var install = Run("npm", ["ci"]);
        var errors = install.StandardError.ReadToEndAsync();
        await install.StandardOutput.ReadToEndAsync();
        await install.WaitForExitAsync();
        return install.ExitCode == 0 ? null : $"npm ci failed: {await errors}";
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CostIntel.Orleans.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    private async Task<JsonElement> NextAsync(Func<JsonElement, bool> isIt)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is { } line)
        {
            var said = JsonSerializer.Deserialize<JsonElement>(line);
            if (isIt(said))
            {
                return said;
            }
        }

        throw new InvalidOperationException($"The script ended without saying it: {await _errors}");
    }
}
