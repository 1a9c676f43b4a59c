using CostIntel.Domain.Notifications;

namespace CostIntel.Grains.Notifications;

/// <summary>Sends to channels.</summary>
public interface ILetterSender
{
    /// <summary>Makes one attempt.</summary>
    /// <param name="channel">Where.</param>
    /// <param name="deliveryId">The same on every attempt.</param>
    /// <param name="letter">What.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Why it failed; null when the receiver has taken it.</returns>
    Task<SendFailure?> SendAsync(Channel channel, string deliveryId, Letter letter, CancellationToken cancellation);
}
