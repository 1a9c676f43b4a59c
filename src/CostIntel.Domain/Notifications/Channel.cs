namespace CostIntel.Domain.Notifications;

/// <summary>How a channel speaks. The numbers are stored.</summary>
public enum ChannelKind
{
    /// <summary>HTTP POST of a CloudEvent, signed by Standard Webhooks.</summary>
    Webhook = 1,

    /// <summary>HTTP POST of a text in the form that Slack's incoming webhooks take.</summary>
    Slack = 2,

    /// <summary>Mail through the operator's SMTP server.</summary>
    Email = 3,

    /// <summary>HTTP POST of a text that the tenant writes, with fields filled in.</summary>
    Template = 4,
}

/// <summary>Where a tenant wants to be told.</summary>
public sealed record Channel
{
    /// <summary>Its name, unique in the tenant.</summary>
    public required string Id { get; init; }

    /// <summary>How it speaks; never changes.</summary>
    public required ChannelKind Kind { get; init; }

    /// <summary>Of whom.</summary>
    public required string Tenant { get; init; }

    /// <summary>Where it posts; empty for e-mail. May hold a token, so it is treated as a secret.</summary>
    public string Url { get; init; } = "";

    /// <summary>To whom it writes; e-mail only.</summary>
    public IReadOnlyList<string> Recipients { get; init; } = [];

    /// <summary>What a template channel posts; see <see cref="NoticeTemplate"/>.</summary>
    public string Template { get; init; } = "";

    /// <summary>The media type of what a template channel posts.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>With what it signs, the newest first; empty for channels that do not sign.</summary>
    public IReadOnlyList<ChannelSecret> Secrets { get; init; } = [];

    /// <summary>True for a channel over HTTP.</summary>
    public bool IsHttp => Kind != ChannelKind.Email;

    /// <summary>The secrets that are valid at a time, the newest first.</summary>
    public IEnumerable<ChannelSecret> SecretsAt(DateTimeOffset nowUtc) =>
        Secrets.Where(secret => secret.UntilUtc is not { } until || nowUtc < until);

    /// <summary>With a new secret; the ones before stay valid for the overlap, and not longer than they were.</summary>
    public Channel WithSecret(byte[] secret, TimeSpan overlap, DateTimeOffset nowUtc)
    {
        var end = nowUtc + overlap;
        return this with
        {
            Secrets =
            [
                new(secret, null),
                .. SecretsAt(nowUtc)
                    .Where(old => !old.Key.AsSpan().SequenceEqual(secret))
                    .Select(old => old with { UntilUtc = old.UntilUtc < end ? old.UntilUtc : end })
                    .Where(old => old.UntilUtc > nowUtc),
            ],
        };
    }
}

/// <summary>With what a channel signs.</summary>
/// <param name="Key">The key; 24 to 64 bytes.</param>
/// <param name="UntilUtc">Valid before; null for until it is rotated.</param>
public sealed record ChannelSecret(byte[] Key, DateTimeOffset? UntilUtc);
