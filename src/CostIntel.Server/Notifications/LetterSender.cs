using CostIntel.Domain.Notifications;
using CostIntel.Grains.Notifications;

namespace CostIntel.Server.Notifications;

/// <summary>Sends each letter the way its channel speaks.</summary>
internal sealed class LetterSender(HttpLetterSender http, MailLetterSender mail) : ILetterSender
{
    public Task<SendFailure?> SendAsync(
        Channel channel, string deliveryId, Letter letter, CancellationToken cancellation) => channel.IsHttp
        ? http.SendAsync(channel, deliveryId, letter, cancellation)
        : mail.SendAsync(channel, deliveryId, letter, cancellation);
}
