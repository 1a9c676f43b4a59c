using CostIntel.Domain.Notifications;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Notifications;

public sealed class StandardWebhooksTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_614_265_330);

    [Fact]
    public void The_published_example_has_the_published_signature()
    {
        Assert.True(StandardWebhooks.TryParse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", out var key));

        var signature = StandardWebhooks.Sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek", Now, System.Text.Encoding.UTF8.GetBytes("""{"test": 2432232314}"""), [key]);

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public void What_was_signed_verifies_and_nothing_else_does() => Prop.ForAll<string, NonEmptyArray<byte>>((id, body) =>
    {
        var (key, other) = (Key(1), Key(2));
        var timestamp = $"{Now.ToUnixTimeSeconds()}";
        var signature = StandardWebhooks.Sign(id ?? "", Now, body.Get, [key]);
        var changed = body.Get.ToArray();
        changed[0] ^= 1;
        return StandardWebhooks.Verify(id ?? "", timestamp, signature, body.Get, key, Now)
            && !StandardWebhooks.Verify(id ?? "", timestamp, signature, changed, key, Now)
            && !StandardWebhooks.Verify(id + "x", timestamp, signature, body.Get, key, Now)
            && !StandardWebhooks.Verify(id ?? "", timestamp, signature, body.Get, other, Now)
            && !StandardWebhooks.Verify(id ?? "", timestamp, signature, body.Get, key, Now.AddMinutes(6));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void While_secrets_overlap_a_receiver_with_either_is_content()
    {
        var channel = TestNotices.Webhook.WithSecret(Key(1), TimeSpan.Zero, Now).WithSecret(Key(2), TimeSpan.FromHours(1), Now);
        var during = Now.AddMinutes(59);
        var after = Now.AddMinutes(60);

        Assert.Equal([Key(2), Key(1)], channel.SecretsAt(during).Select(secret => secret.Key));
        Assert.Equal([Key(2)], channel.SecretsAt(after).Select(secret => secret.Key));
        var signatures = StandardWebhooks.Sign("m", during, [1], channel.SecretsAt(during).Select(secret => secret.Key));
        foreach (var key in (byte[][])[Key(1), Key(2)])
        {
            Assert.True(StandardWebhooks.Verify("m", $"{during.ToUnixTimeSeconds()}", signatures, [1], key, during));
        }
    }

    [Fact]
    public void Rotating_again_does_not_prolong_an_old_secret()
    {
        var channel = TestNotices.Webhook
            .WithSecret(Key(1), TimeSpan.Zero, Now)
            .WithSecret(Key(2), TimeSpan.FromHours(1), Now)
            .WithSecret(Key(3), TimeSpan.FromHours(24), Now.AddMinutes(30));

        Assert.Equal([Key(3), Key(2)], channel.SecretsAt(Now.AddHours(2)).Select(secret => secret.Key));
    }

    [Theory]
    [InlineData("")]
    [InlineData("whsec_")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS")]
    [InlineData("whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")]
    public void What_is_no_secret_is_not_taken_for_one(string text) => Assert.False(StandardWebhooks.TryParse(text, out _));

    private static byte[] Key(byte fill) => [.. Enumerable.Repeat(fill, 32)];
}
