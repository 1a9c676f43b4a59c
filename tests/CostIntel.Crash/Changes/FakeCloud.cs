using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CostIntel.Domain.Notifications;
using CostIntel.TestKit;

namespace CostIntel.Crash.Changes;

/// <summary>Carries changes out over a webhook as badly as its machines want, and keeps a journal of what it was asked.</summary>
internal sealed class FakeCloud : IAsyncDisposable
{
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Working = TimeSpan.FromSeconds(1.5);

    private readonly HttpListener _listener = new();
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<CloudCall> _journal = new();
    private readonly ConcurrentQueue<Exception> _faults = new();
    private readonly Dictionary<string, CloudMachine> _machines;
    private readonly byte[] _key = [.. Enumerable.Range(1, 32).Select(number => (byte)number)];
    private readonly Task _serving;
    private TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FakeCloud(IEnumerable<CloudMachine> machines)
    {
        _machines = machines.ToDictionary(machine => machine.Name);
        Url = $"http://127.0.0.1:{Programs.FreePort()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>What the engine signs with.</summary>
    public string Secret => StandardWebhooks.Format(_key);

    /// <summary>How it says that something was done when nobody expected it any more: change and key.</summary>
    public Func<string, string, CancellationToken, Task> Report { get; set; } = (_, _, _) => Task.CompletedTask;

    public IReadOnlyCollection<CloudMachine> Machines => _machines.Values;

    /// <summary>All that was asked, in order.</summary>
    public IReadOnlyList<CloudCall> Journal => [.. _journal];

    /// <summary>What it could not make sense of.</summary>
    public IReadOnlyList<Exception> Faults => [.. _faults];

    /// <summary>Completes when it is asked something from now on.</summary>
    public Task AskedAsync()
    {
        var next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _asked, next);
        return next.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Close();
        await _serving;
        _end.Dispose();
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
            var call = CloudCall.Parse(body.ToArray(), IsSigned(context.Request, body.ToArray()));
            _journal.Enqueue(call);
            Volatile.Read(ref _asked).TrySetResult();
            var (status, answer) = await AnswerAsync(call, _machines[call.Resource]);
            context.Response.StatusCode = status;
            await context.Response.OutputStream.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(answer));
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            // The engine was killed or has hung up.
        }
        catch (Exception fault)
        {
            _faults.Enqueue(fault);
            context.Response.Abort();
        }
    }

    private bool IsSigned(HttpListenerRequest request, byte[] body) => StandardWebhooks.Verify(
        request.Headers[StandardWebhooks.IdHeader] ?? "",
        request.Headers[StandardWebhooks.TimestampHeader] ?? "",
        request.Headers[StandardWebhooks.SignatureHeader] ?? "",
        body,
        _key,
        TimeProvider.System.GetUtcNow());

    private Task<(int Status, object Answer)> AnswerAsync(CloudCall call, CloudMachine machine) => call.Verb switch
    {
        "check" => Said(new { outcome = "done", undo = machine.State }),
        "apply" => ApplyAsync(call, machine),
        "undo" => Undo(call, machine),
        "poll" => Said(new { outcome = machine.Effects.ContainsKey(call.Key) ? "done" : "accepted" }),
        "observe" => Said(new { outcome = "done", observed = machine.State == call.To ? "in_effect" : "not_in_effect" }),
        _ => throw new InvalidDataException($"Nobody can '{call.Verb}'."),
    };

    private async Task<(int Status, object Answer)> ApplyAsync(CloudCall call, CloudMachine machine)
    {
        var attempt = machine.Attempt(call.Key);
        switch (machine.Fault)
        {
            case CloudFault.RefusesFirst when attempt == 1:
                return Broken;
            case CloudFault.TakesTime:
                _ = LaterAsync(Task.Delay(Working, _end.Token), () => machine.Make(call.Key, call.To));
                return (202, new { outcome = "accepted" });
            case CloudFault.Lies:
                return (200, new { outcome = "done" });
            case CloudFault.ComesLate:
                _ = attempt == 1 ? ComeLateAsync(call, machine) : Task.CompletedTask;
                return Broken;
            case CloudFault.Cannot:
                return (200, new { outcome = "impossible", text = "no such size here" });
        }

        // Who was told to undo it does not begin it any more.
        if (machine.Undone.Task.IsCompleted && !machine.Effects.ContainsKey(call.Key))
        {
            return (200, new { outcome = "failed", text = "it was undone before" });
        }

        machine.Make(call.Key, call.To);
        switch (machine.Fault)
        {
            case CloudFault.FailsAfterDoing when attempt == 1:
                return Broken;
            case CloudFault.HangsFirst when attempt == 1:
                await Task.Delay(Hanging, _end.Token);
                break;
        }

        return (200, new { outcome = "done" });
    }

    private static (int Status, object Answer) Broken => (500, new { text = "out of order" });

    private static Task<(int Status, object Answer)> Undo(CloudCall call, CloudMachine machine)
    {
        if (machine.Attempt(call.Key) == 1 && machine.Fault == CloudFault.Harms)
        {
            return Task.FromResult(Broken);
        }

        machine.Make(call.Key, call.Undo);
        machine.Undone.TrySetResult();
        return Said(new { outcome = "done" });
    }

    private static Task<(int Status, object Answer)> Said(object answer) => Task.FromResult((200, answer));

    private async Task ComeLateAsync(CloudCall call, CloudMachine machine)
    {
        await machine.Undone.Task;
        await LaterAsync(Task.Delay(Working, _end.Token), () => machine.Make(call.Key, call.To));
        await Report(call.ChangeId, call.Key, _end.Token);
    }

    private static async Task LaterAsync(Task delay, Action act)
    {
        await delay;
        act();
    }
}
