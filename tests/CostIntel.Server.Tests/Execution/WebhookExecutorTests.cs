using System.Text.Json;
using CostIntel.Domain.Notifications;
using CostIntel.Domain.Workflow;
using CostIntel.Domain.Workflow.Execution;
using CostIntel.Grains.Changes.Execution;
using CostIntel.Server.Execution;
using CostIntel.TestKit;
using static CostIntel.Server.Tests.Execution.TestExecutors;

namespace CostIntel.Server.Tests.Execution;

public sealed class WebhookExecutorTests : IDisposable
{
    private static readonly byte[] Key = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];
    private static readonly byte[] KeyBefore = [.. Enumerable.Range(2, 32).Select(i => (byte)i)];

    private readonly TemporaryFolder _folder = new();

    public WebhookExecutorTests() => File.WriteAllText(_folder.File("secret"), StandardWebhooks.Format(Key) + "\n");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_change_is_asked_for_signed_with_its_key_and_all_that_is_to_be_done()
    {
        await using var receiver = await Receiver.StartAsync(200, """{"outcome":"done","text":"gone"}""");
        using var executors = new TestExecutors(Webhook(receiver.Url));

        var reply = await executors.All.ApplyAsync(Order(attempt: 3, undo: "start it"), CancellationToken.None);

        Assert.Equal(new StepReply(StepOutcome.Done, "Executor 'robot': gone"), reply);
        var received = Assert.Single(receiver.All);
        Assert.Equal("rec-1/apply/0", received.Headers["idempotency-key"]);
        Assert.True(IsSigned(received, Key));
        using var json = JsonDocument.Parse(received.Body);
        var body = json.RootElement;
        Assert.Equal(
            ("apply", "acme", "rec-1", 0, "rec-1/apply/0", 3, "start it", "vm-1"),
            (Of("verb"), Of("tenant"), Of("change_id"), body.GetProperty("step").GetInt32(), Of("key"), body.GetProperty("attempt").GetInt32(),
                Of("undo"), body.GetProperty("instruction").GetProperty("resource_id").GetString()));

        string Of(string field) => body.GetProperty(field).GetString()!;
    }

    [Fact]
    public async Task A_secret_is_changed_without_a_restart_and_both_are_used_meanwhile()
    {
        await using var receiver = await Receiver.StartAsync(200, """{"outcome":"done"}""");
        using var executors = new TestExecutors(Webhook(receiver.Url));
        await File.WriteAllTextAsync(_folder.File("secret"), $"{StandardWebhooks.Format(KeyBefore)}\n{StandardWebhooks.Format(Key)}\n");

        await executors.All.ApplyAsync(Order(), CancellationToken.None);

        var received = Assert.Single(receiver.All);
        Assert.True(IsSigned(received, Key) && IsSigned(received, KeyBefore));
    }

    [Fact]
    public async Task A_question_has_no_idempotency_key_so_that_no_old_answer_is_given_to_it()
    {
        await using var receiver = await Receiver.StartAsync(200, """{"outcome":"accepted"}""");
        using var executors = new TestExecutors(Webhook(receiver.Url));

        var reply = await executors.All.PollAsync(Order(), ExecutionVerb.Undo, CancellationToken.None);

        Assert.Equal(StepOutcome.Accepted, reply.Outcome);
        var received = Assert.Single(receiver.All);
        Assert.False(received.Headers.ContainsKey("idempotency-key"));
        Assert.StartsWith("rec-1/apply/0/poll/", received.Headers["webhook-id"], StringComparison.Ordinal);
        using var json = JsonDocument.Parse(received.Body);
        Assert.Equal("undo", json.RootElement.GetProperty("of").GetString());
    }

    [Theory]
    [InlineData(202, "", StepOutcome.Accepted, "accepted")]
    [InlineData(200, """{"outcome":"impossible","text":"no such machine"}""", StepOutcome.Impossible, "no such machine")]
    [InlineData(200, """{"outcome":"failed","text":"later\nplease"}""", StepOutcome.Failed, "later please")]
    [InlineData(200, """{"outcome":"perhaps"}""", StepOutcome.Failed, "outcome 'perhaps'")]
    [InlineData(200, "{}", StepOutcome.Failed, "outcome ''")]
    [InlineData(200, "<html>", StepOutcome.Failed, "not JSON")]
    [InlineData(200, "[]", StepOutcome.Failed, "no object")]
    [InlineData(200, """{"outcome":1}""", StepOutcome.Failed, "outcome is no text")]
    [InlineData(404, """{"outcome":"done"}""", StepOutcome.Failed, "HTTP 404")]
    [InlineData(500, "", StepOutcome.Failed, "HTTP 500")]
    [InlineData(302, "", StepOutcome.Failed, "redirects are not followed")]
    public async Task What_is_answered_is_a_reply_with_its_reason(int status, string body, StepOutcome outcome, string text)
    {
        await using var receiver = await Receiver.StartAsync(status, body);
        using var executors = new TestExecutors(Webhook(receiver.Url));

        var reply = await executors.All.ApplyAsync(Order(), CancellationToken.None);

        Assert.Equal(outcome, reply.Outcome);
        Assert.Contains(text, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_no_giving_up_on_the_way_back()
    {
        await using var receiver = await Receiver.StartAsync(200, """{"outcome":"impossible"}""");
        using var executors = new TestExecutors(Webhook(receiver.Url));

        Assert.Equal(StepOutcome.Failed, (await executors.All.UndoAsync(Order(), CancellationToken.None)).Outcome);
    }

    [Theory]
    [InlineData("""{"outcome":"done","undo":"start it"}""", CheckOutcome.Passed, "start it")]
    [InlineData("""{"outcome":"done"}""", CheckOutcome.Impossible, "")]
    [InlineData("""{"outcome":"not_now","undo":"x"}""", CheckOutcome.NotNow, "")]
    [InlineData("""{"outcome":"impossible"}""", CheckOutcome.Impossible, "")]
    [InlineData("""{"outcome":"failed"}""", CheckOutcome.Unknown, "")]
    public async Task A_check_passes_only_with_a_way_back(string body, CheckOutcome outcome, string undo)
    {
        await using var receiver = await Receiver.StartAsync(200, body);
        using var executors = new TestExecutors(Webhook(receiver.Url));

        var reply = await executors.All.CheckAsync(Order(), CancellationToken.None);

        Assert.Equal((outcome, undo), (reply.Outcome, reply.Undo));
    }

    [Theory]
    [InlineData("""{"observed":"in_effect"}""", Observation.InEffect)]
    [InlineData("""{"observed":"not_in_effect"}""", Observation.NotInEffect)]
    [InlineData("""{"outcome":"failed"}""", Observation.Unknown)]
    public async Task What_is_observed_is_told(string body, Observation observed)
    {
        await using var receiver = await Receiver.StartAsync(200, body);
        using var executors = new TestExecutors(Webhook(receiver.Url));

        Assert.Equal(observed, await executors.All.ObserveAsync(Order(), CancellationToken.None));
    }

    [Fact]
    public async Task One_that_does_not_answer_in_time_has_failed()
    {
        await using var receiver = await Receiver.StartAsync((_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var executors = new TestExecutors(Webhook(receiver.Url, TimeSpan.FromMilliseconds(200)));

        var reply = await executors.All.ApplyAsync(Order(), CancellationToken.None);

        Assert.Equal(StepOutcome.Failed, reply.Outcome);
        Assert.Contains("did not answer within 0.2 seconds", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_answer_is_not_read()
    {
        await using var receiver = await Receiver.StartAsync(200, $$"""{"outcome":"done","text":"{{new string('x', 100_000)}}"}""");
        using var executors = new TestExecutors(Webhook(receiver.Url));

        Assert.Equal(StepOutcome.Failed, (await executors.All.ApplyAsync(Order(), CancellationToken.None)).Outcome);
    }

    [Fact]
    public async Task Who_gives_up_is_told_so()
    {
        await using var receiver = await Receiver.StartAsync((_, context) => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var executors = new TestExecutors(Webhook(receiver.Url));
        using var end = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => executors.All.ApplyAsync(Order(), end.Token));
    }

    [Fact]
    public async Task A_tenant_uses_no_executor_of_others()
    {
        await using var receiver = await Receiver.StartAsync(200, """{"outcome":"done"}""");
        var options = Webhook(receiver.Url);
        options.Tenants = ["other"];
        using var executors = new TestExecutors(options);

        var reply = await executors.All.ApplyAsync(Order(), CancellationToken.None);

        Assert.False(executors.All.Knows("acme", "robot"));
        Assert.True(executors.All.Knows("other", "robot"));
        Assert.Equal(StepOutcome.Failed, reply.Outcome);
        Assert.Empty(receiver.All);
    }

    private static bool IsSigned(Received received, byte[] key) => StandardWebhooks.Verify(
        received.Headers["webhook-id"], received.Headers["webhook-timestamp"], received.Headers["webhook-signature"], received.Body, key,
        TimeProvider.System.GetUtcNow());

    private ExecutorOptions Webhook(string url, TimeSpan? limit = null) => new()
    {
        Name = "robot", Kind = ExecutorKind.Webhook, Url = url, SecretFile = _folder.File("secret"),
        TimeLimit = limit ?? TimeSpan.FromSeconds(30),
    };
}
