using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Notifications;
using Google.Protobuf;

namespace CostIntel.Contracts.Notifications;

/// <summary>Channels to and from what is stored of them.</summary>
public static class ChannelMapping
{
    /// <summary>The channel that was stored.</summary>
    public static Channel ToDomain(this StoredChannel stored, string tenant) => new()
    {
        Id = stored.ChannelId,
        Kind = (ChannelKind)stored.Kind,
        Tenant = tenant,
        Url = stored.Url,
        Recipients = [.. stored.Recipients],
        Template = stored.Template,
        ContentType = stored.ContentType,
        Secrets = [.. stored.Secrets.Select(secret => new ChannelSecret(
            secret.Key.ToByteArray(),
            secret.UntilMs == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(secret.UntilMs)))],
    };

    /// <summary>Stores the secrets of a channel.</summary>
    public static void PutSecrets(this StoredChannel stored, IEnumerable<ChannelSecret> secrets)
    {
        stored.Secrets.Clear();
        stored.Secrets.AddRange(secrets.Select(secret => new StoredChannelSecret
        {
            Key = ByteString.CopyFrom(secret.Key),
            UntilMs = secret.UntilUtc?.ToUnixTimeMilliseconds() ?? 0,
        }));
    }
}
