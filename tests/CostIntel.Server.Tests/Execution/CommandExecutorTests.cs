using System.Runtime.Versioning;
using CostIntel.Domain.Workflow;
using CostIntel.Server.Execution;
using CostIntel.TestKit;
using static CostIntel.Server.Tests.Execution.TestExecutors;

namespace CostIntel.Server.Tests.Execution;

[UnsupportedOSPlatform("windows")]
public sealed class CommandExecutorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_program_reads_the_question_and_writes_the_answer()
    {
        using var executors = Executors($$"""cat > {{_folder.File("asked")}}; echo '{"outcome":"done","text":"stopped"}'""");

        var reply = await executors.All.ApplyAsync(Order(), CancellationToken.None);

        Assert.Equal((StepOutcome.Done, "Executor 'robot': stopped"), (reply.Outcome, reply.Text));
        Assert.Contains("\"verb\":\"apply\"", await File.ReadAllTextAsync(_folder.File("asked")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_are_passed_as_they_are_and_nothing_of_the_environment()
    {
        using var executors = Executors(
            $$"""printf '%s\n' "$@" > {{_folder.File("args")}}; env > {{_folder.File("env")}}; echo '{"outcome":"done"}'""",
            options =>
            {
                options.Arguments = ["$(id)", "a b; c"];
                options.Variables = new() { ["PROFILE"] = "ops" };
            });

        await executors.All.ApplyAsync(Order(), CancellationToken.None);

        Assert.Equal(["$(id)", "a b; c"], await File.ReadAllLinesAsync(_folder.File("args")));
        var names = (await File.ReadAllLinesAsync(_folder.File("env"))).Select(line => line.Split('=')[0]);
        // What the shell itself sets is not the engine's.
        Assert.Equal(["LANG", "PATH", "PROFILE"], names.Except(["PWD", "OLDPWD", "SHLVL", "_"]).Order());
    }

    [Theory]
    [InlineData("echo ignored >&2; echo 'no rights' >&2; exit 3", "exit code 3: no rights")]
    [InlineData("echo so what", "not JSON")]
    [InlineData("cat > /dev/null", "not JSON")]
    [InlineData("yes 2> /dev/null", "more than 65536 bytes")]
    [InlineData("yes | head -c 1000000 >&2; echo 'too much' >&2; exit 1", "exit code 1: too much")]
    [InlineData("exec 0<&-; echo '{\"outcome\":\"failed\",\"text\":\"not read\"}'", "not read")]
    public async Task A_program_that_does_not_do_as_it_should_has_failed(string script, string reason)
    {
        using var executors = Executors(script);

        var reply = await executors.All.ApplyAsync(Order(), CancellationToken.None);

        Assert.Equal(StepOutcome.Failed, reply.Outcome);
        Assert.Contains(reason, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_takes_too_long_is_killed_with_all_that_it_has_started()
    {
        // The child says which it is and goes on for ever; it holds a lock for as long as it lives.
        using var executors = Executors(
            $"sleep 1000 & echo $! > {_folder.File("child.tmp")}; mv {_folder.File("child.tmp")} {_folder.File("child")}; wait",
            options => options.TimeLimit = TimeSpan.FromSeconds(2));

        var reply = await executors.All.ApplyAsync(Order(), CancellationToken.None);

        Assert.Contains("did not answer within 2 seconds", reply.Text, StringComparison.Ordinal);
        var child = int.Parse(await File.ReadAllTextAsync(_folder.File("child")), System.Globalization.CultureInfo.InvariantCulture);
        Assert.True(await IsGoneAsync(child));
    }

    [Fact]
    public void A_program_that_is_not_there_or_that_anybody_may_replace_is_no_executor()
    {
        var open = Script("exit 0");
        File.SetUnixFileMode(open, File.GetUnixFileMode(open) | UnixFileMode.OtherWrite);

        Assert.Contains("absolute path", Fault(new() { Name = "a", Kind = ExecutorKind.Command, Program = "cat" }), StringComparison.Ordinal);
        Assert.Contains("everybody may replace", Fault(new() { Name = "a", Kind = ExecutorKind.Command, Program = open }), StringComparison.Ordinal);
    }

    // A killed process is a zombie until its new parent has noticed.
    private static async Task<bool> IsGoneAsync(int process)
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var status = $"/proc/{process}/stat";
        while (File.Exists(status) && !(await ReadAsync(status)).Contains(") Z ", StringComparison.Ordinal))
        {
            await Task.Delay(20, end.Token);
        }

        return true;
    }

    private static async Task<string> ReadAsync(string path)
    {
        try
        {
            return await File.ReadAllTextAsync(path);
        }
        catch (IOException)
        {
            return ") Z ";
        }
    }

    private static string Fault(ExecutorOptions options) => Assert.Single(options.Faults("here"));

    private TestExecutors Executors(string script, Action<ExecutorOptions>? change = null)
    {
        var options = new ExecutorOptions { Name = "robot", Kind = ExecutorKind.Command, Program = Script(script) };
        change?.Invoke(options);
        return new(options);
    }

    private string Script(string text)
    {
        var path = _folder.File("executor.sh");
        File.WriteAllText(path, $"#!/bin/sh\n{text}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
