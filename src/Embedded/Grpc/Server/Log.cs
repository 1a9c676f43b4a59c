using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Grpc.AspNetCore.Server;

/// <summary>What the server logs.</summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Error, "Error when executing service method '{Method}'.")]
    public static partial void HandlerFailed(this ILogger logger, Exception failure, string method);

    [LoggerMessage(2, LogLevel.Information, "'{Method}' answered {StatusCode}: {Detail}")]
    public static partial void CallRefused(this ILogger logger, string method, StatusCode statusCode, string detail);

    [LoggerMessage(3, LogLevel.Debug, "'{Method}' was interrupted: {StatusCode}.")]
    public static partial void CallInterrupted(this ILogger logger, string method, StatusCode statusCode);
}
