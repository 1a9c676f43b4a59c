using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using CostIntel.Domain.Notifications;
using CostIntel.Grains.Notifications;
using Microsoft.Extensions.Options;

namespace CostIntel.Server.Notifications;

/// <summary>
/// Posts to channels over HTTP. Connects to addresses that were checked and to no others, through no proxy, and follows no
/// redirect: what a tenant writes into a channel never makes the engine ask where the tenant may not.
/// </summary>
internal sealed class HttpLetterSender : IDisposable
{
    private const int ResponseHeadersKilobytesMax = 16;

    private readonly TargetRules _targets;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;

    public HttpLetterSender(IOptions<NotificationOptions> options, TimeProvider time)
    {
        (_targets, _time) = (options.Value.Targets, time);
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            MaxResponseHeadersLength = ResponseHeadersKilobytesMax,
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
            ConnectCallback = ConnectAsync,
        })
        {
            // The caller's limit counts.
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    public void Dispose() => _http.Dispose();

    /// <inheritdoc cref="ILetterSender.SendAsync"/>
    public async Task<SendFailure?> SendAsync(
        Channel channel, string deliveryId, Letter letter, CancellationToken cancellation)
    {
        using var request = Request(channel, deliveryId, letter);
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return response.IsSuccessStatusCode ? null : Refused(response);
        }
        catch (HttpRequestException failure)
        {
            var reason = failure.InnerException is TargetRefusedException refused ? refused.Message : failure.Message;
            return new SendFailure(reason, false, TimeSpan.Zero);
        }
    }

    private HttpRequestMessage Request(Channel channel, string deliveryId, Letter letter)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, channel.Url) { Content = new ByteArrayContent(letter.Body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(letter.ContentType, "utf-8");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("CostIntel", "1.0"));
        var now = _time.GetUtcNow();
        request.Headers.Add(StandardWebhooks.IdHeader, deliveryId);
        request.Headers.Add(
            StandardWebhooks.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        var keys = channel.SecretsAt(now).Select(secret => secret.Key).ToList();
        if (keys.Count > 0)
        {
            request.Headers.Add(
                StandardWebhooks.SignatureHeader, StandardWebhooks.Sign(deliveryId, now, letter.Body, keys));
        }

        return request;
    }

    private SendFailure Refused(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        var isRedirect = status is >= 300 and < 400;
        var retry = response.Headers.RetryAfter;
        var pause = retry?.Delta ?? (retry?.Date - _time.GetUtcNow()) ?? TimeSpan.Zero;
        return new SendFailure(
            isRedirect ? $"HTTP {status}; redirects are not followed." : $"HTTP {status}",
            response.StatusCode == HttpStatusCode.Gone,
            pause > TimeSpan.Zero ? pause : TimeSpan.Zero);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host.Trim('[', ']'), out var address)
            ? [address]
            : await Dns.GetHostAddressesAsync(host, cancellation);
        var isEncrypted = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps;
        if (_targets.Refusal(host, addresses, isEncrypted) is { } refusal)
        {
            throw new TargetRefusedException(refusal);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Nothing may be sent there.</summary>
    private sealed class TargetRefusedException(string message) : IOException(message);
}
