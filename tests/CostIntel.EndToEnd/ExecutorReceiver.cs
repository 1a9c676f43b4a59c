using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CostIntel.Domain.Notifications;
using CostIntel.TestKit;

namespace CostIntel.EndToEnd;

/// <summary>An executor behind a webhook: takes time for each step, says how it would undo it, and sees it in effect.</summary>
internal sealed class ExecutorReceiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _key;
    private readonly Task _serving;

    public ExecutorReceiver(byte[] key)
    {
        _key = key;
        Url = $"http://127.0.0.1:{Programs.FreePort()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Verbs with their keys, in order; those that were not signed are not among them.</summary>
    public ConcurrentQueue<(string Verb, string Key)> Asked { get; } = new();

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
                await AnswerAsync(await _listener.GetContextAsync());
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using var memory = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(memory);
        var body = memory.ToArray();
        var headers = context.Request.Headers;
        var isSigned = StandardWebhooks.Verify(
            headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!, body, _key,
            TimeProvider.System.GetUtcNow());
        using var json = JsonDocument.Parse(body);
        var verb = json.RootElement.GetProperty("verb").GetString()!;
        if (isSigned)
        {
            Asked.Enqueue((verb, json.RootElement.GetProperty("key").GetString()!));
        }

        var (status, answer) = (isSigned, verb) switch
        {
            (false, _) => (401, ""),
            (_, "check") => (200, """{"outcome":"done","undo":"as it was"}"""),
            (_, "observe") => (200, """{"observed":"in_effect"}"""),
            _ => (202, ""),
        };
        context.Response.StatusCode = status;
        await context.Response.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer));
        context.Response.Close();
    }
}
