using System.IO.Compression;

namespace Grpc.AspNetCore.Server;

/// <summary>How services are served.</summary>
public class GrpcServiceOptions
{
    /// <summary>The largest request message in bytes; null for no limit. Default: 4 MB.</summary>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>The largest response message in bytes; null for no limit. Default: null.</summary>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>Whether callers see the text of unexpected exceptions. Default: null, which means no.</summary>
    public bool? EnableDetailedErrors { get; set; }

    /// <summary><c>gzip</c> to compress responses for callers that accept it; null not to. Default: null.</summary>
    public string? ResponseCompressionAlgorithm { get; set; }

    /// <summary>How hard to compress. Default: null, which means fastest.</summary>
    public CompressionLevel? ResponseCompressionLevel { get; set; }

    /// <summary>What calls pass before they reach their service, the first one first.</summary>
    public InterceptorCollection Interceptors { get; } = [];
}

/// <summary>How one service is served, where it differs from the rest.</summary>
/// <typeparam name="TService">The service.</typeparam>
public sealed class GrpcServiceOptions<TService> : GrpcServiceOptions
    where TService : class
{
    internal static GrpcServiceOptions<TService> From(GrpcServiceOptions common)
    {
        var options = new GrpcServiceOptions<TService>
        {
            MaxReceiveMessageSize = common.MaxReceiveMessageSize,
            MaxSendMessageSize = common.MaxSendMessageSize,
            EnableDetailedErrors = common.EnableDetailedErrors,
            ResponseCompressionAlgorithm = common.ResponseCompressionAlgorithm,
            ResponseCompressionLevel = common.ResponseCompressionLevel,
        };
        foreach (var interceptor in common.Interceptors)
        {
            options.Interceptors.Add(interceptor);
        }

        return options;
    }
}
