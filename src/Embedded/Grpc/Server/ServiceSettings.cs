using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>What all calls of one service share.</summary>
internal sealed record ServiceSettings(GrpcServiceOptions Options, ILogger Logger, CancellationToken Stopping);
