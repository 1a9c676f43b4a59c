using System.CommandLine;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Cli.Commands;

/// <summary>Where the engine is.</summary>
internal sealed class ConnectionOptions
{
    private const string DefaultServer = "http://127.0.0.1:5080";
    private const string ServerVariable = "COSTINTEL_SERVER";
    private const int MessageBytesMax = 64 << 20;

    private readonly Option<string> _server = new("--server")
    {
        Description = $"Address of the engine. Default: {ServerVariable}, else {DefaultServer}.",
        HelpName = "URL",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(ServerVariable) ?? DefaultServer,
    };

    private readonly Option<int> _timeout = new("--timeout")
    {
        Description = "Seconds to wait for an answer to a query.",
        HelpName = "SECONDS",
        Recursive = true,
        DefaultValueFactory = _ => 60,
    };

    public void AddTo(Command root)
    {
        _timeout.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--timeout must be at least 1 second.");
            }
        });
        root.Add(_server);
        root.Add(_timeout);
    }

    public GrpcChannel Open(ParseResult parsed)
    {
        var server = parsed.GetValue(_server)!;
        return Uri.TryCreate(server, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? GrpcChannel.ForAddress(server, new GrpcChannelOptions { MaxReceiveMessageSize = MessageBytesMax })
            : throw new CliException($"--server is '{server}'; expected an address like {DefaultServer}.");
    }

    public CallOptions Call(ParseResult parsed, CancellationToken cancellation) => new(
        deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(parsed.GetValue(_timeout)),
        cancellationToken: cancellation);
}
