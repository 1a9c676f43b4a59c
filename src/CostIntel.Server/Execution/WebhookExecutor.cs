using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using CostIntel.Domain.Notifications;
using CostIntel.Grains.Changes.Execution;

namespace CostIntel.Server.Execution;

/// <summary>
/// Asks over HTTP, signed by Standard Webhooks. Follows no redirect, goes through no proxy and reads no endless answer. Where
/// it listens is set by whoever runs the engine, so any address is allowed.
/// </summary>
internal sealed class WebhookExecutor(ExecutorOptions options, TimeProvider time) : IExecutor, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        // The caller's limit counts.
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = ExecutorMessage.AnswerBytesMax,
    };

    public void Dispose() => _http.Dispose();

    public async Task<ExecutorAnswer> AskAsync(
        ExecutionVerb verb, StepOrder order, ExecutionVerb? about, CancellationToken cancellation)
    {
        try
        {
            using var request = Request(verb, order, ExecutorMessage.Write(verb, order, about));
            using var response = await _http.SendAsync(request, cancellation);
            var status = (int)response.StatusCode;
            return response.StatusCode switch
            {
                HttpStatusCode.Accepted => new("accepted", "", "It was accepted.", ""),
                HttpStatusCode.OK => ExecutorMessage.Read(await response.Content.ReadAsByteArrayAsync(cancellation)),
                _ when status is >= 300 and < 400 => throw Fault($"It answered HTTP {status}; redirects are not followed."),
                _ => throw Fault($"It answered HTTP {status}."),
            };
        }
        catch (HttpRequestException failure)
        {
            throw new ExecutorFaultException($"It could not be reached: {failure.Message}");
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new ExecutorFaultException($"The file of its secret cannot be used: {fault.Message}");
        }
    }

    private static ExecutorFaultException Fault(FormattableString text) => new(text.ToString(CultureInfo.InvariantCulture));

    private HttpRequestMessage Request(ExecutionVerb verb, StepOrder order, byte[] body)
    {
        var now = time.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("CostIntel", "1.0"));
        var id = order.Key;
        if (verb is ExecutionVerb.Apply or ExecutionVerb.Undo)
        {
            request.Headers.Add("Idempotency-Key", order.Key);
        }
        else
        {
            // A question is asked anew each time; a receiver that knows messages by their id must not take it for an old one.
            id = string.Create(CultureInfo.InvariantCulture, $"{order.Key}/{ExecutorMessage.NameOf(verb)}/{now.ToUnixTimeMilliseconds()}");
        }

        request.Headers.Add(StandardWebhooks.IdHeader, id);
        request.Headers.Add(StandardWebhooks.TimestampHeader, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add(StandardWebhooks.SignatureHeader, StandardWebhooks.Sign(id, now, body, options.ReadSecrets()));
        return request;
    }
}
