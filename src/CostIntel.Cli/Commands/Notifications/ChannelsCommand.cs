using System.CommandLine;
using System.Security.Cryptography;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Notifications;
using Google.Protobuf.WellKnownTypes;
using ChannelKind = CostIntel.Contracts.V1.ChannelKind;

namespace CostIntel.Cli.Commands.Notifications;

/// <summary><c>costintel notifications channels</c>: where is told.</summary>
internal sealed class ChannelsCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private const int SecretBytes = 32;

    private readonly Argument<string> _id = NotificationsCommand.ChannelArgument();
    private readonly Option<string> _kind = new Option<string>("--kind")
    {
        Description = "webhook, slack, email or template.", HelpName = "KIND", DefaultValueFactory = _ => "webhook",
    }.AcceptOnlyFromAmong("webhook", "slack", "email", "template");

    private readonly Option<string?> _url = new("--url") { Description = "Where it posts. Default: as it was.", HelpName = "URL" };
    private readonly Option<string[]> _to = new("--to")
    {
        Description = "To whom it writes, for e-mail; may be repeated.", HelpName = "ADDRESS", DefaultValueFactory = _ => [],
    };

    private readonly Option<FileInfo?> _template = new("--template")
    {
        Description = "A file with the text that a template channel posts, with fields such as {{summary}}.", HelpName = "FILE",
    };

    private readonly Option<string?> _contentType = new("--content-type")
    {
        Description = "Media type of the template. Default: application/json.", HelpName = "TYPE",
    };

    private readonly Option<FileInfo?> _secret = new("--secret-file")
    {
        Description = "A file with the secret to sign with, whsec_ and base64. Default for a new webhook: one is made and shown once.",
        HelpName = "FILE",
    };

    private readonly Option<int> _overlap = new("--overlap-hours")
    {
        Description = "Hours for which the old secret stays valid.", DefaultValueFactory = _ => 24,
    };

    private readonly Option<string> _output = OutputFormat.Option(OutputFormat.Table, OutputFormat.Json);

    public Command Create() => new("channels", "Where is told: webhooks, Slack, e-mail.")
    {
        Subcommand.Create("list", "Lists channels and how their deliveries stand.", error, ListAsync, _output),
        Subcommand.Create(
            "put", "Adds or replaces one: costintel notifications channels put ops --url https://hooks.example/costs",
            error, PutAsync, _id, _kind, _url, _to, _template, _contentType, _secret),
        Subcommand.Create("delete", "Takes one away, with its subscriptions.", error, DeleteAsync, _id),
        Subcommand.Create(
            "rotate", "Signs with a new secret as well; the old one works on for a while.", error, RotateAsync, _id, _overlap, _secret),
    };

    private async Task ListAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var found = await Client(channel).ListChannelsAsync(new(), connection.Call(parsed, cancellation));
        if (parsed.GetValue(_output) == OutputFormat.Json)
        {
            await output.WriteLineAsync(found.ToString());
            return;
        }

        var table = new TextTable("channel", "kind", "target", "secrets", "pending", "dead", "last fault");
        foreach (var one in found.Channels)
        {
            table.Add(
                one.ChannelId, IncidentOutput.Name(one.Kind), one.Target.Length > 0 ? one.Target : string.Join(',', one.Recipients),
                $"{one.Secrets}", $"{one.Pending}", $"{one.Dead}", one.LastFault);
        }

        table.Write(output);
    }

    private async Task PutAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var client = Client(channel);
        var request = new PutChannelRequest
        {
            ChannelId = parsed.GetValue(_id),
            Kind = System.Enum.Parse<ChannelKind>(parsed.GetValue(_kind)!, ignoreCase: true),
            Url = parsed.GetValue(_url) ?? "",
            Template = await ReadAsync(parsed, _template, cancellation) ?? "",
            ContentType = parsed.GetValue(_contentType) ?? "",
            Secret = (await ReadAsync(parsed, _secret, cancellation))?.Trim() ?? "",
        };
        request.Recipients.AddRange(parsed.GetValue(_to)!);
        var made = "";
        if (request.Kind == ChannelKind.Webhook && request.Secret.Length == 0)
        {
            var known = await client.ListChannelsAsync(new(), connection.Call(parsed, cancellation));
            request.Secret = made = known.Channels.Any(one => one.ChannelId == request.ChannelId) ? "" : NewSecret();
        }

        var put = await client.PutChannelAsync(request, connection.Call(parsed, cancellation));
        await ShowAsync(put, made);
    }

    private async Task RotateAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var given = (await ReadAsync(parsed, _secret, cancellation))?.Trim();
        var secret = given ?? NewSecret();
        var rotated = await Client(channel).RotateSecretAsync(
            new()
            {
                ChannelId = parsed.GetValue(_id),
                Secret = secret,
                Overlap = Duration.FromTimeSpan(TimeSpan.FromHours(parsed.GetValue(_overlap))),
            },
            connection.Call(parsed, cancellation));
        await ShowAsync(rotated, given is null ? secret : "");
    }

    private async Task DeleteAsync(ParseResult parsed, CancellationToken cancellation)
    {
        using var channel = connection.Open(parsed);
        var id = parsed.GetValue(_id);
        await Client(channel).DeleteChannelAsync(new() { ChannelId = id }, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{id} is gone.");
    }

    private async Task ShowAsync(NotificationChannel channel, string secret)
    {
        await output.WriteLineAsync($"{channel.ChannelId} ({IncidentOutput.Name(channel.Kind)}) is set.");
        if (secret.Length > 0)
        {
            await output.WriteLineAsync("It signs with this secret, which is not shown again:");
            await output.WriteLineAsync(secret);
        }
    }

    private static string NewSecret() => StandardWebhooks.Format(RandomNumberGenerator.GetBytes(SecretBytes));

    private static async Task<string?> ReadAsync(ParseResult parsed, Option<FileInfo?> option, CancellationToken cancellation)
    {
        if (parsed.GetValue(option) is not { } file)
        {
            return null;
        }

        return file.Exists
            ? await File.ReadAllTextAsync(file.FullName, cancellation)
            : throw new CliException($"{option.Name} names '{file.FullName}', which does not exist.");
    }

    private static NotificationService.NotificationServiceClient Client(Grpc.Net.Client.GrpcChannel channel) => new(channel);
}
