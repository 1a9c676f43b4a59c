using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CostIntel.TestKit;

/// <summary>Finds and starts the programs that stand beside the running test in the build's output.</summary>
public static class Programs
{
    /// <summary>The program's assembly in the same configuration as the test.</summary>
    public static string Path(string project, string assembly)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var path = System.IO.Path.Combine(output.Parent!.Parent!.FullName, project, output.Name, assembly);
        return File.Exists(path) ? path : throw new FileNotFoundException($"{path} is not built.");
    }

    public static Process Start(string assembly, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }

    /// <summary>Where a program of the system is; null for nowhere.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator)
        .Append("/usr/sbin")
        .Select(folder => System.IO.Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    /// <summary>Starts a program of the system and swallows what it says.</summary>
    public static Process StartSilently(string program, string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>A port that nobody used a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Runs the command line against an engine and returns what it said.</summary>
    public static async Task<(int ExitCode, string Output, string Error)> RunCliAsync(string server, params string[] arguments)
    {
        using var process = Start(Path("CostIntel.Cli", "costintel.dll"), [.. arguments, "--server", server]);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }
}
