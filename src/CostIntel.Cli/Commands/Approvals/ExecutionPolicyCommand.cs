using System.CommandLine;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands.Approvals;

/// <summary><c>costintel policy execution</c>: who carries changes out, how carefully, and what is asked of their effect.</summary>
internal sealed class ExecutionPolicyCommand(ConnectionOptions connection, TextWriter output)
{
    private readonly Argument<FileInfo> _file = new("FILE") { Description = "A YAML file; an empty one means the defaults." };
    private readonly Option<bool> _own = new("--own") { Description = "Shows only what was set, without the defaults." };

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var made = new ExecutionPolicyCommand(connection, output);
        return new Command("execution", "Says who carries changes out, how carefully, and what is asked of their effect.")
        {
            Subcommand.Create("show", "Shows the execution policy with all its defaults.", error, made.ShowAsync, made._own),
            Subcommand.Create("set", "Replaces the execution policy.", error, made.SetAsync, made._file),
        };
    }

    private async Task ShowAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var policy = await new PolicyService.PolicyServiceClient(channel)
            .GetExecutionPolicyAsync(new GetExecutionPolicyRequest(), connection.Call(parsed, cancellation));
        await output.WriteAsync(parsed.GetValue(_own) ? policy.Yaml : policy.EffectiveYaml);
    }

    private async Task SetAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var file = parsed.GetValue(_file)!;
        if (!file.Exists)
        {
            throw new CliException($"FILE is '{file.FullName}', which does not exist.");
        }

        using var channel = connection.Open(parsed);
        var request = new PutExecutionPolicyRequest { Yaml = await File.ReadAllTextAsync(file.FullName, cancellation) };
        var policy = await new PolicyService.PolicyServiceClient(channel)
            .PutExecutionPolicyAsync(request, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"Version {policy.Version} holds.");
    }
}
