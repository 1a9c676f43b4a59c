using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands;

/// <summary><c>costintel resource show</c>: one resource and what it cost lately.</summary>
internal sealed class ResourceCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "FOCUS ResourceId." };
    private readonly Option<string?> _provider = Narrowing("--provider", "provider");
    private readonly Option<string?> _account = Narrowing("--account", "billing account");
    private readonly Option<string?> _subAccount = Narrowing("--sub-account", "sub-account");
    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    private ResourceCommand()
    {
    }

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var options = new ResourceCommand();
        var show = new Command("show", "Shows one resource, for example: costintel resource show i-0123456789")
        {
            options._id, options._provider, options._account, options._subAccount, options._output,
        };
        show.SetAction((parsed, cancellation) => Guard.RunAsync(
            () => options.RunAsync(connection, parsed, output, cancellation), error, cancellation));
        return new Command("resource", "Looks at one resource.") { show };
    }

    private static Option<string?> Narrowing(string name, string what) => new(name)
    {
        Description = $"The resource's {what}, when the id occurs more than once.",
        HelpName = "ID",
    };

    private async Task<int> RunAsync(
        ConnectionOptions connection, ParseResult parsed, TextWriter output, CancellationToken cancellation)
    {
        var request = new GetResourceRequest
        {
            ResourceId = parsed.GetValue(_id),
            Provider = parsed.GetValue(_provider) ?? "",
            BillingAccountId = parsed.GetValue(_account) ?? "",
            SubAccountId = parsed.GetValue(_subAccount) ?? "",
        };
        using var channel = connection.Open(parsed);
        var resource = await new CostService.CostServiceClient(channel)
            .GetResourceAsync(request, connection.Call(parsed, cancellation));
        ResourceOutput.Write(output, parsed.GetValue(_output)!, resource);
        return ExitCodes.Done;
    }
}
