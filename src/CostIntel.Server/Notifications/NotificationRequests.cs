using System.Net;
using System.Net.Http.Headers;
using System.Net.Mail;
using CostIntel.Contracts.Notifications;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Notifications;
using CostIntel.Grains.Notifications;
using CostIntel.Server.Anomalies;
using CostIntel.Server.Errors;
using ChannelKind = CostIntel.Contracts.V1.ChannelKind;
using Subscription = CostIntel.Contracts.V1.Subscription;

namespace CostIntel.Server.Notifications;

/// <summary>Checks requests about notifications.</summary>
internal static class NotificationRequests
{
    private const int UrlMax = 2_000;
    private const int RecipientsMax = 50;
    private static readonly TimeSpan OverlapMax = TimeSpan.FromDays(30);

    public static void Check(PutChannelRequest request, NotificationOptions options)
    {
        Require.Name(request.ChannelId, "channel_id", "");
        Require.That(request.Kind != 0 && Enum.IsDefined(request.Kind), $"kind {(int)request.Kind} is unknown.");
        var isMail = request.Kind == ChannelKind.Email;
        CheckRecipients(request, isMail);
        Require.That(!isMail || request.Url.Length == 0, "url is set; e-mail has recipients instead.");
        Require.That(
            !isMail || options.Smtp.Host.Length > 0, "kind is e-mail, and the engine has no SMTP server; its operator sets one.");
        if (request.Url.Length > 0)
        {
            CheckUrl(request.Url, options.Targets);
        }

        CheckTemplate(request);
        Require.That(!isMail || request.Secret.Length == 0, "secret is set; e-mail is not signed.");
        if (request.Secret.Length > 0)
        {
            CheckSecret(request.Secret);
        }
    }

    public static void Check(RotateSecretRequest request)
    {
        Require.Name(request.ChannelId, "channel_id", "");
        CheckSecret(request.Secret);
        if (request.Overlap is { } overlap)
        {
            Require.That(
                overlap.Seconds >= 0 && overlap.Seconds <= OverlapMax.TotalSeconds && overlap.Nanos is >= 0 and < 1_000_000_000,
                $"overlap is {overlap.Seconds} s; it must be 0 to {OverlapMax.Days} days.");
        }
    }

    public static void Check(Subscription request)
    {
        Require.Name(request.SubscriptionId, "subscription_id", "");
        Require.Name(request.ChannelId, "channel_id", "");
        AnomalyRequests.Parsed(request.ToDomain);
    }

    private static void CheckRecipients(PutChannelRequest request, bool isMail)
    {
        Require.That(
            isMail ? request.Recipients.Count is > 0 and <= RecipientsMax : request.Recipients.Count == 0,
            isMail
                ? $"recipients has {request.Recipients.Count} addresses; it must have 1 to {RecipientsMax}."
                : "recipients is set; it is for e-mail alone.");
        foreach (var recipient in request.Recipients)
        {
            Require.That(
                MailAddress.TryCreate(recipient, out var address) && address.Address == recipient,
                $"recipients has '{recipient}', which is no address.");
        }
    }

    private static void CheckTemplate(PutChannelRequest request)
    {
        if (request.Kind != ChannelKind.Template)
        {
            Require.That(request.Template.Length + request.ContentType.Length == 0, "template and content_type are for templates alone.");
            return;
        }

        AnomalyRequests.Parsed(() => NoticeTemplate.Parse(request.Template));
        Require.That(
            request.ContentType.Length == 0
                || (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType == request.ContentType),
            $"content_type is '{request.ContentType}'; it must be a media type without parameters, such as text/plain.");
    }

    // What is written is never answered: it may hold a token.
    private static void CheckUrl(string text, TargetRules targets)
    {
        Require.That(text.Length <= UrlMax, $"url has {text.Length} characters; at most {UrlMax}.");
        Require.That(
            Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "https" or "http" && url.Host.Length > 0,
            "url must begin with https:// and name a host.");
        Require.That(url.UserInfo.Length == 0, "url must not hold a user or password.");
        if (IPAddress.TryParse(url.DnsSafeHost, out var address))
        {
            var refusal = targets.Refusal(url.Host, [address], url.Scheme == "https");
            Require.That(refusal is null, $"url: {refusal}");
        }
    }

    private static void CheckSecret(string secret) => Require.That(
        StandardWebhooks.TryParse(secret, out _),
        $"secret must be whsec_ and the base64 of {StandardWebhooks.KeyBytesMin} to {StandardWebhooks.KeyBytesMax} bytes.");
}
