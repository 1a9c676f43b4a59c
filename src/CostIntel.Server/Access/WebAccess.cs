using CostIntel.Domain.Access;

namespace CostIntel.Server.Access;

/// <summary>The same keys for what is served over plain HTTP.</summary>
internal static class WebAccess
{
    /// <summary>Lets a request through whose key has one of the roles.</summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder builder, params Role[] roles)
        where TBuilder : IEndpointConventionBuilder => builder.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            var authenticator = http.RequestServices.GetRequiredService<Authenticator>();
            var principal = await authenticator.FindAsync(Callers.KeyOf(http.Request.Headers.Authorization));
            if (principal is null)
            {
                // So that a browser asks for the key: any user name, the key as the password.
                http.Response.Headers.WWWAuthenticate = "Basic realm=\"CostIntel\", charset=\"UTF-8\"";
                return Results.Text("A key that works is needed.", statusCode: StatusCodes.Status401Unauthorized);
            }

            return roles.Any(principal.Has)
                ? await next(context)
                : Results.Text($"'{principal.Name}' has none of the roles this needs.", statusCode: StatusCodes.Status403Forbidden);
        });
}
