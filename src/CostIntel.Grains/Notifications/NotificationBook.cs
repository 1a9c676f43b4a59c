using CostIntel.Contracts.Notifications;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Notifications;
using Google.Protobuf.WellKnownTypes;
using ChannelKind = CostIntel.Contracts.V1.ChannelKind;
using Subscription = CostIntel.Contracts.V1.Subscription;

namespace CostIntel.Grains.Notifications;

/// <summary>Judges changes to the channels and subscriptions of a tenant, and makes them in what is stored of it.</summary>
internal static class NotificationBook
{
    private const int ChannelsMax = 50;
    private const int SubscriptionsMax = 200;
    private const string Json = "application/json";

    /// <summary>Adds or replaces a channel.</summary>
    /// <param name="book">What is stored.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="start">By source: behind which sequence a new channel is told.</param>
    /// <param name="now">The time.</param>
    /// <returns>Why it is refused, with nothing changed; null when it is not.</returns>
    public static string? Put(
        NotificationSnapshot book, PutChannelRequest request, IReadOnlyDictionary<string, long> start, DateTimeOffset now)
    {
        var known = Find(book, request.ChannelId);
        if (Refusal(book, request, known) is { } refusal)
        {
            return refusal;
        }

        book.Version++;
        if (known is null)
        {
            known = new StoredChannel
            {
                ChannelId = request.ChannelId,
                Kind = (int)request.Kind,
                CreatedMs = now.ToUnixTimeMilliseconds(),
                Generation = book.Version,
            };
            known.Start.Add(start.ToDictionary());
            book.Channels.Add(known);
        }

        known.Url = request.Url.Length > 0 ? request.Url : known.Url;
        known.Recipients.Clear();
        known.Recipients.AddRange(request.Recipients);
        known.Template = request.Template;
        known.ContentType = request.ContentType.Length > 0 || request.Kind != ChannelKind.Template ? request.ContentType : Json;
        if (StandardWebhooks.TryParse(request.Secret, out var key))
        {
            known.PutSecrets([new ChannelSecret(key, null)]);
        }

        return null;
    }

    /// <summary>Signs with a new secret as well.</summary>
    public static string? Rotate(NotificationSnapshot book, RotateSecretRequest request, TimeSpan overlap, DateTimeOffset now)
    {
        if (Find(book, request.ChannelId) is not { } known)
        {
            return Unknown(request.ChannelId);
        }

        if (!StandardWebhooks.TryParse(request.Secret, out var key))
        {
            return "secret is no Standard Webhooks secret.";
        }

        book.Version++;
        known.PutSecrets(known.ToDomain("").WithSecret(key, overlap, now).Secrets);
        return null;
    }

    /// <summary>Takes a channel away; false when there is none.</summary>
    public static bool DeleteChannel(NotificationSnapshot book, string channelId)
    {
        if (Find(book, channelId) is not { } known)
        {
            return false;
        }

        book.Version++;
        book.Channels.Remove(known);
        foreach (var subscription in book.Subscriptions.Where(subscription => subscription.ChannelId == channelId).ToList())
        {
            book.Subscriptions.Remove(subscription);
        }

        return true;
    }

    /// <summary>Adds or replaces a subscription.</summary>
    public static string? Put(NotificationSnapshot book, Subscription subscription, DateTimeOffset now)
    {
        var known = book.Subscriptions.FirstOrDefault(other => other.SubscriptionId == subscription.SubscriptionId);
        if (Find(book, subscription.ChannelId) is null)
        {
            return Unknown(subscription.ChannelId);
        }

        if (known is null && book.Subscriptions.Count >= SubscriptionsMax)
        {
            return $"There are {book.Subscriptions.Count} subscriptions; at most {SubscriptionsMax}.";
        }

        book.Version++;
        var put = subscription.Clone();
        // Told where it was before: what happened meanwhile is told there. Nobody waits for the reports of before.
        var isSame = known?.ChannelId == put.ChannelId && (known.Report is null) == (put.Report is null);
        put.Created = isSame ? known!.Created : now.ToTimestamp();
        if (known is not null)
        {
            book.Subscriptions.Remove(known);
        }

        book.Subscriptions.Add(put);
        return null;
    }

    /// <summary>Takes a subscription away; the channel that it was of, or null when there is none.</summary>
    public static string? DeleteSubscription(NotificationSnapshot book, string subscriptionId)
    {
        if (book.Subscriptions.FirstOrDefault(other => other.SubscriptionId == subscriptionId) is not { } known)
        {
            return null;
        }

        book.Version++;
        book.Subscriptions.Remove(known);
        return known.ChannelId;
    }

    /// <summary>A channel; null for none.</summary>
    public static StoredChannel? Find(NotificationSnapshot book, string channelId) =>
        book.Channels.FirstOrDefault(channel => channel.ChannelId == channelId);

    /// <summary>What may be shown of a channel.</summary>
    public static Contracts.V1.NotificationChannel Shown(StoredChannel channel, DateTimeOffset now)
    {
        var shown = new Contracts.V1.NotificationChannel
        {
            ChannelId = channel.ChannelId,
            Kind = (ChannelKind)channel.Kind,
            Target = channel.Url.Length == 0 ? "" : new Uri(channel.Url).GetLeftPart(UriPartial.Authority),
            Template = channel.Template,
            ContentType = channel.ContentType,
            Secrets = channel.ToDomain("").SecretsAt(now).Count(),
            Created = DateTimeOffset.FromUnixTimeMilliseconds(channel.CreatedMs).ToTimestamp(),
        };
        shown.Recipients.AddRange(channel.Recipients);
        return shown;
    }

    /// <summary>The answer to somebody who names a channel that is not there.</summary>
    public static string Unknown(string channelId) => $"There is no channel '{channelId}'.";

    private static string? Refusal(NotificationSnapshot book, PutChannelRequest request, StoredChannel? known)
    {
        if (known is null && book.Channels.Count >= ChannelsMax)
        {
            return $"There are {book.Channels.Count} channels; at most {ChannelsMax}.";
        }

        if (known is not null && known.Kind != (int)request.Kind)
        {
            return $"Channel '{request.ChannelId}' is of kind {(ChannelKind)known.Kind} and stays so; delete it first.";
        }

        if (known is null && request.Url.Length == 0 && request.Kind != ChannelKind.Email)
        {
            return "url is empty; a new channel must say where it posts.";
        }

        return known is null && request.Secret.Length == 0 && request.Kind == ChannelKind.Webhook
            ? "secret is empty; a new webhook must say with what it signs."
            : null;
    }
}
