using System.Text;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>An engine that is killed, denied to, or whose file somebody has edited.</summary>
public sealed class AuditDurability : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_kill_in_the_middle_of_a_command_leaves_what_was_asked_and_a_log_that_verifies()
    {
        await using var engine = await EngineProcess.StartAsync(_folder.FullName);
        using var channel = GrpcChannel.ForAddress(engine.Url);
        using (var call = new IngestService.IngestServiceClient(channel).ImportStatement())
        {
            await call.RequestStream.WriteAsync(new() { Open = new() { ImportId = "killed", Source = "audit" } });
            Assert.True(await call.ResponseStream.MoveNext(default));
            await engine.KillAsync();
        }

        await engine.StartAgainAsync();
        using var again = GrpcChannel.ForAddress(engine.Url);
        await new SlaService.SlaServiceClient(again).PutSloAsync(Audit.Slo("behind", 0.9));

        var asked = Assert.Single(await Audit.ListAsync(again, new ListAuditRequest { Subject = "killed" }));
        Assert.Equal((1, AuditOutcome.Asked), (asked.Sequence, asked.Outcome));
        var (exitCode, said, _) = await Programs.RunCliAsync(engine.Url, "audit", "verify");
        Assert.True(exitCode == 0, said);
        Assert.Contains("All 3 entries", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_made_in_the_file_is_found()
    {
        await using var engine = await EngineProcess.StartAsync(_folder.FullName);
        using (var channel = GrpcChannel.ForAddress(engine.Url))
        {
            await new SlaService.SlaServiceClient(channel).DeleteSloAsync(new DeleteSloRequest { SloId = "no-such-slo-1" });
        }

        await engine.StopAsync();
        var file = _folder.File("costintel.db");
        if (!File.Exists(file))
        {
            return; // The build for clusters keeps nothing in a file.
        }

        Assert.True(Replace(file, "no-such-slo-1", "no-such-slo-2") > 0);
        await engine.StartAgainAsync();

        var (exitCode, said, _) = await Programs.RunCliAsync(engine.Url, "audit", "verify");
        Assert.Equal(4, exitCode);
        Assert.Contains("Entry 1 was edited", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_is_for_operators_and_its_export_for_admins_and_keys_leave_no_secret_in_it()
    {
        var admin = (await Programs.RunCliAsync("http://127.0.0.1:1", "keys", "generate")).Output.Trim();
        await File.WriteAllTextAsync(_folder.File("key"), admin);
        await using var engine = await EngineProcess.StartAsync(
            _folder.File("data"), EngineProcess.AskForKeys, $"--CostIntel:Access:BootstrapKeyFile={_folder.File("key")}");
        var viewer = await MakeAsync(engine, admin, "viewer");
        var operates = await MakeAsync(engine, admin, "operator");

        Assert.NotEqual(0, (await CliAsync(engine, viewer, "audit", "list")).ExitCode);
        Assert.Equal(0, (await CliAsync(engine, operates, "audit", "verify")).ExitCode);
        Assert.NotEqual(0, (await CliAsync(engine, operates, "audit", "export")).ExitCode);
        var (exitCode, export, error) = await CliAsync(engine, admin, "audit", "export");
        Assert.True(exitCode == 0, error);
        Assert.Contains("\"actor\":\"first-admin\",\"action\":\"AccessService/CreateKey\",\"outcome\":\"done\"", export, StringComparison.Ordinal);
        Assert.DoesNotContain(viewer, export, StringComparison.Ordinal);
        Assert.DoesNotContain(viewer.Split('_')[3], export, StringComparison.Ordinal);
    }

    private static async Task<string> MakeAsync(EngineProcess engine, string admin, string role)
    {
        var (exitCode, output, error) = await CliAsync(engine, admin, "keys", "create", $"test-{role}", "--role", role);
        Assert.True(exitCode == 0, error);
        return output.Trim().Split('\n')[^1].Trim();
    }

    private static Task<(int ExitCode, string Output, string Error)> CliAsync(
        EngineProcess engine, string key, params string[] arguments) =>
        Programs.RunCliAsync(engine.Url, [.. arguments, "--key", key]);

    private static int Replace(string file, string from, string to)
    {
        var (bytes, old) = (File.ReadAllBytes(file), Encoding.UTF8.GetBytes(from));
        var found = 0;
        for (var at = bytes.AsSpan().IndexOf(old); at >= 0; at = bytes.AsSpan().IndexOf(old))
        {
            Encoding.UTF8.GetBytes(to).CopyTo(bytes, at);
            found++;
        }

        File.WriteAllBytes(file, bytes);
        return found;
    }
}
