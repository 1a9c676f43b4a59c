using System.CommandLine;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands;

/// <summary><c>costintel resource show</c>: one resource and what it cost lately.</summary>
internal static class ResourceCommand
{
    public static Command Create(ConnectionOptions connection, TextWriter output)
    {
        var command = new Command("resource", "Looks at one resource.");
        command.Add(CreateShow(connection, output));
        return command;
    }

    private static Command CreateShow(ConnectionOptions connection, TextWriter output)
    {
        var id = new Argument<string>("ID") { Description = "FOCUS ResourceId." };
        var provider = Narrowing("--provider", "provider");
        var account = Narrowing("--account", "billing account");
        var subAccount = Narrowing("--sub-account", "sub-account");
        var format = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);
        var command = new Command("show", "Shows one resource, for example: costintel resource show i-0123456789");
        command.Add(id);
        foreach (var option in (Option[])[provider, account, subAccount, format])
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            using var channel = connection.Open(parsed);
            var resource = await new CostService.CostServiceClient(channel).GetResourceAsync(
                new GetResourceRequest
                {
                    ResourceId = parsed.GetValue(id),
                    Provider = parsed.GetValue(provider) ?? "",
                    BillingAccountId = parsed.GetValue(account) ?? "",
                    SubAccountId = parsed.GetValue(subAccount) ?? "",
                },
                connection.Call(parsed, cancellation));
            ResourceOutput.Write(output, parsed.GetValue(format)!, resource);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Option<string?> Narrowing(string name, string what) => new(name)
    {
        Description = $"The resource's {what}, when the id occurs more than once.",
        HelpName = "ID",
    };
}
