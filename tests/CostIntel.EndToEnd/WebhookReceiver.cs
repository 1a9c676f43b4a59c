using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Threading.Channels;
using CostIntel.Domain.Notifications;
using CostIntel.TestKit;

namespace CostIntel.EndToEnd;

/// <summary>What a receiver was sent.</summary>
internal sealed record Received(
    string Id, string Timestamp, string Signature, string ContentType, byte[] Body, DateTimeOffset At)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public bool IsSignedWith(string secret) => StandardWebhooks.TryParse(secret, out var key)
        && StandardWebhooks.Verify(Id, Timestamp, Signature, Body, key, At);
}

/// <summary>A receiver of webhooks that behaves as badly as a test wants.</summary>
internal sealed class WebhookReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, int> _attempts = new();
    private readonly System.Threading.Channels.Channel<Received> _received =
        System.Threading.Channels.Channel.CreateUnbounded<Received>();

    private readonly Task _serving;

    public WebhookReceiver()
    {
        Url = $"http://127.0.0.1:{Programs.FreePort()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Answers a message, by how often it has come: a status, or 0 to hang up.</summary>
    public Func<Received, int, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(204);

    /// <summary>All that comes, also what is answered badly.</summary>
    public ChannelReader<Received> All => _received.Reader;

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task ServeAsync(HttpListenerContext context)
    {
        try
        {
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var headers = context.Request.Headers;
            var received = new Received(
                headers[StandardWebhooks.IdHeader] ?? "",
                headers[StandardWebhooks.TimestampHeader] ?? "",
                headers[StandardWebhooks.SignatureHeader] ?? "",
                context.Request.ContentType ?? "",
                body.ToArray(),
                TimeProvider.System.GetUtcNow());
            _received.Writer.TryWrite(received);
            var status = await Answer(received, _attempts.AddOrUpdate(received.Id, 1, (_, count) => count + 1));
            if (status == 0)
            {
                context.Response.Abort();
                return;
            }

            context.Response.StatusCode = status;
            if (status is >= 300 and < 400)
            {
                context.Response.RedirectLocation = Url + "elsewhere";
            }

            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The engine has hung up.
        }
    }
}
