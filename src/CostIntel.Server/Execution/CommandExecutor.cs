using System.ComponentModel;
using System.Diagnostics;
using CostIntel.Grains.Changes.Execution;

namespace CostIntel.Server.Execution;

/// <summary>
/// Asks a program of this machine: JSON on its standard input, JSON on its standard output. No shell, always the same arguments,
/// nothing of the engine's environment. When its time is over it is killed with all that it has started.
/// </summary>
internal sealed class CommandExecutor(ExecutorOptions options) : IExecutor, IDisposable
{
    private const int AtOnceMax = 8;
    private const int ErrorCharactersMax = 4 << 10;
    private const string PlainPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private readonly SemaphoreSlim _atOnce = new(AtOnceMax);

    public void Dispose() => _atOnce.Dispose();

    public async Task<ExecutorAnswer> AskAsync(
        ExecutionVerb verb, StepOrder order, ExecutionVerb? about, CancellationToken cancellation)
    {
        await _atOnce.WaitAsync(cancellation);
        try
        {
            using var process = Start();
            try
            {
                return await TalkAsync(process, ExecutorMessage.Write(verb, order, about), cancellation);
            }
            finally
            {
                End(process);
            }
        }
        finally
        {
            _atOnce.Release();
        }
    }

    private static async Task<ExecutorAnswer> TalkAsync(Process process, byte[] question, CancellationToken cancellation)
    {
        // All three at once: a program that writes before it reads would wait for ever.
        var told = TellAsync(process, question, cancellation);
        var errors = LastLineAsync(process.StandardError, cancellation);
        var output = await ReadAsync(process.StandardOutput.BaseStream, cancellation);
        await Task.WhenAll(told, errors, process.WaitForExitAsync(cancellation));
        var last = ExecutorMessage.OneLine(await errors);
        return process.ExitCode == 0
            ? ExecutorMessage.Read(output)
            : throw new ExecutorFaultException(FormattableString.Invariant($"It ended with exit code {process.ExitCode}: {last}"));
    }

    private static async Task TellAsync(Process process, byte[] question, CancellationToken cancellation)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(question, cancellation);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended, or does not want to read; what it answers counts.
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Stream stream, CancellationToken cancellation)
    {
        var buffer = new byte[ExecutorMessage.AnswerBytesMax + 1];
        var read = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        return read < buffer.Length
            ? buffer.AsMemory(0, read)
            : throw new ExecutorFaultException(FormattableString.Invariant($"It wrote more than {ExecutorMessage.AnswerBytesMax} bytes."));
    }

    // Of what it complains about only the last is kept, however much it is and however long a line.
    private static async Task<string> LastLineAsync(StreamReader errors, CancellationToken cancellation)
    {
        var buffer = new char[ErrorCharactersMax];
        var last = "";
        int read;
        while ((read = await errors.ReadAsync(buffer, cancellation)) > 0)
        {
            last += new string(buffer, 0, read);
            last = last[Math.Max(0, last.Length - ErrorCharactersMax)..];
        }

        return last.TrimEnd().Split('\n')[^1];
    }

    private Process Start()
    {
        var start = new ProcessStartInfo(options.Program, options.Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(options.Program),
        };
        start.Environment.Clear();
        start.Environment["PATH"] = PlainPath;
        start.Environment["LANG"] = "C.UTF-8";
        foreach (var (name, value) in options.Variables)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start) ?? throw new ExecutorFaultException("It could not be started.");
        }
        catch (Win32Exception fault)
        {
            throw new ExecutorFaultException($"It could not be started: {fault.Message}");
        }
    }

    private static void End(Process process)
    {
        try
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended at the same moment, or part of it is another user's; nobody waits for it any more.
        }
    }
}
