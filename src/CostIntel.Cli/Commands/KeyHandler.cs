using System.Net.Http.Headers;

namespace CostIntel.Cli.Commands;

/// <summary>Sends the API key with every call.</summary>
internal sealed class KeyHandler(string? key) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
