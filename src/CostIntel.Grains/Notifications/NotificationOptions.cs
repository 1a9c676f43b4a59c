using System.Net;
using CostIntel.Domain.Notifications;

namespace CostIntel.Grains.Notifications;

/// <summary>How notifications are sent.</summary>
public sealed record NotificationOptions
{
    /// <summary>The pause after a first attempt that failed; each further one is four times as long, up to a day.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Attempts after which a delivery is a dead letter. Default 10, which takes about a day and a half; 1 to 50.</summary>
    public int AttemptsMax { get; init; } = 10;

    /// <summary>How long a receiver may take to answer. Default 15 seconds; 100 milliseconds to 2 minutes.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Networks such as <c>10.1.0.0/16</c> to which tenants may have something sent although they are not public, also over
    /// plain HTTP. Default none.
    /// </summary>
    public string[] AllowedNetworks { get; init; } = [];

    /// <summary>The server that takes mail; without a host there are no e-mail channels.</summary>
    public SmtpOptions Smtp { get; init; } = new();

    /// <summary>When a delivery is tried again.</summary>
    public RetrySchedule Schedule => new(FirstRetry, AttemptsMax);

    /// <summary>To which addresses tenants may have something sent.</summary>
    public TargetRules Targets => new([.. AllowedNetworks.Select(network => IPNetwork.Parse(network))]);

    /// <summary>What is wrong with the settings; empty for nothing.</summary>
    public IEnumerable<string> Faults()
    {
        if (FirstRetry < TimeSpan.FromMilliseconds(10) || FirstRetry > TimeSpan.FromHours(1))
        {
            yield return $"CostIntel:Notifications:FirstRetry is {FirstRetry}; it must be 10 milliseconds to 1 hour.";
        }

        if (AttemptsMax is < 1 or > 50)
        {
            yield return $"CostIntel:Notifications:AttemptsMax is {AttemptsMax}; it must be 1 to 50.";
        }

        if (Timeout < TimeSpan.FromMilliseconds(100) || Timeout > TimeSpan.FromMinutes(2))
        {
            yield return $"CostIntel:Notifications:Timeout is {Timeout}; it must be 100 milliseconds to 2 minutes.";
        }

        foreach (var network in AllowedNetworks.Where(network => !IPNetwork.TryParse(network, out _)))
        {
            yield return $"CostIntel:Notifications:AllowedNetworks has '{network}'; expected a network such as 10.1.0.0/16.";
        }

        foreach (var fault in Smtp.Faults())
        {
            yield return fault;
        }
    }
}
