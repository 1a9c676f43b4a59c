using CostIntel.Domain.Access;
using Grpc.Core;

namespace CostIntel.Server.Access;

/// <summary>Where calls carry their key and, once it is known, their principal.</summary>
internal static class Callers
{
    private const string PrincipalKey = "costintel.principal";
    private const string Bearer = "Bearer ";
    private const string Basic = "Basic ";

    /// <summary>Who calls. Every call that reaches an endpoint has one.</summary>
    public static Principal Principal(this ServerCallContext context) => (Principal)context.UserState[PrincipalKey];

    public static void SetPrincipal(this ServerCallContext context, Principal principal) =>
        context.UserState[PrincipalKey] = principal;

    /// <summary>The key in an authorization header; null for none. A browser sends it as the password of any user.</summary>
    public static string? KeyOf(string? authorization)
    {
        if (authorization is null)
        {
            return null;
        }

        if (authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return authorization[Bearer.Length..].Trim();
        }

        if (authorization.StartsWith(Basic, StringComparison.OrdinalIgnoreCase))
        {
            var buffer = new byte[authorization.Length];
            return Convert.TryFromBase64String(authorization[Basic.Length..].Trim(), buffer, out var length)
                ? System.Text.Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2)[^1]
                : "";
        }

        return "";
    }
}
