using System.CommandLine;
using Grpc.Core;
using Grpc.Net.Client;

namespace CostIntel.Cli.Commands;

/// <summary>Where the engine is.</summary>
internal sealed class ConnectionOptions
{
    private const string DefaultServer = "http://127.0.0.1:5080";
    private const string ServerVariable = "COSTINTEL_SERVER";
    private const string KeyVariable = "COSTINTEL_KEY";
    private const int MessageBytesMax = 64 << 20;

    private readonly Option<string> _server = new("--server")
    {
        Description = $"Address of the engine. Default: {ServerVariable}, else {DefaultServer}.",
        HelpName = "URL",
        Recursive = true,
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable(ServerVariable) ?? DefaultServer,
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = $"API key. Default: the file of --key-file, else {KeyVariable}. Others can see command lines: prefer those.",
        HelpName = "KEY",
        Recursive = true,
    };

    private readonly Option<string?> _keyFile = new("--key-file")
    {
        Description = "A file that holds the API key.",
        HelpName = "FILE",
        Recursive = true,
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
        root.Add(_key);
        root.Add(_keyFile);
        root.Add(_timeout);
    }

    public GrpcChannel Open(ParseResult parsed)
    {
        var server = parsed.GetValue(_server)!;
        return Uri.TryCreate(server, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"
            ? GrpcChannel.ForAddress(server, new GrpcChannelOptions
            {
                MaxReceiveMessageSize = MessageBytesMax,
                HttpHandler = new KeyHandler(KeyOf(parsed)),
                DisposeHttpClient = true,
            })
            : throw new CliException($"--server is '{server}'; expected an address like {DefaultServer}.");
    }

    private string? KeyOf(ParseResult parsed)
    {
        var file = parsed.GetValue(_keyFile);
        if (file is not null && !File.Exists(file))
        {
            throw new CliException($"--key-file names '{file}', which is not there.");
        }

        return parsed.GetValue(_key)
            ?? (file is null ? Environment.GetEnvironmentVariable(KeyVariable) : File.ReadAllText(file).Trim());
    }

    public CallOptions Call(ParseResult parsed, CancellationToken cancellation) => new(
        deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(parsed.GetValue(_timeout)),
        cancellationToken: cancellation);
}
