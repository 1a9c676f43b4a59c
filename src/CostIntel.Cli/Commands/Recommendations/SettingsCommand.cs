using System.CommandLine;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands.Recommendations;

/// <summary><c>costintel recommendations policy</c> and <c>prices</c>: what is wanted, and what things cost.</summary>
internal sealed class SettingsCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private readonly Option<FileInfo?> _file = new("--set")
    {
        Description = "A YAML file that replaces what is set; an empty one sets nothing.", HelpName = "FILE",
    };

    private readonly Option<bool> _own = new("--own") { Description = "Shows only what was set, without the defaults." };

    public Command CreatePolicy() => Subcommand.Create(
        "policy", "Shows the policy with all its defaults, or replaces it.", error, PolicyAsync, _file, _own);

    public Command CreatePrices() => Subcommand.Create(
        "prices", "Shows prices of your own, which go before those the engine comes with, or replaces them.", error, PricesAsync, _file);

    private async Task PolicyAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var client = new RecommendationService.RecommendationServiceClient(channel);
        var call = connection.Call(parsed, cancellation);
        var policy = await ReadAsync(parsed, cancellation) is { } yaml
            ? await client.PutPolicyAsync(new PutPolicyRequest { Yaml = yaml }, call)
            : await client.GetPolicyAsync(new GetPolicyRequest(), call);
        await output.WriteAsync(parsed.GetValue(_own) ? policy.Yaml : policy.EffectiveYaml);
    }

    private async Task PricesAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var client = new RecommendationService.RecommendationServiceClient(channel);
        var call = connection.Call(parsed, cancellation);
        var prices = await ReadAsync(parsed, cancellation) is { } yaml
            ? await client.PutPricesAsync(new PutPricesRequest { Yaml = yaml }, call)
            : await client.GetPricesAsync(new GetPricesRequest(), call);
        await output.WriteAsync(prices.Yaml);
    }

    private async Task<string?> ReadAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_file) is not { } file)
        {
            return null;
        }

        return file.Exists
            ? await File.ReadAllTextAsync(file.FullName, cancellation)
            : throw new CliException($"--set names '{file.FullName}', which does not exist.");
    }
}
