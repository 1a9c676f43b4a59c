using System.Net;
using System.Net.Sockets;

namespace CostIntel.Domain.Notifications;

/// <summary>
/// To which addresses the engine lets tenants send it: public ones, so that nobody makes it ask the machine itself, the
/// operator's network or a cloud's metadata service. The operator may allow networks of his own.
/// </summary>
/// <param name="Allowed">Networks that are allowed although they are not public.</param>
public sealed record TargetRules(IReadOnlyList<IPNetwork> Allowed)
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
            "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
            "224.0.0.0/4", "240.0.0.0/4",
            // Azure's own services, at an address that looks public.
            "168.63.129.16/32",
            // Within 2000::/3, outside of which nothing is public: special, documentation, and what hides an IPv4 address.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork PublicV6 = IPNetwork.Parse("2000::/3");

    /// <summary>True for an address that anybody may reach.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = Plain(address);
        return (plain.AddressFamily == AddressFamily.InterNetwork || PublicV6.Contains(plain))
            && !Array.Exists(NotPublic, network => network.Contains(plain));
    }

    /// <summary>True for an address in a network that the operator has allowed.</summary>
    public bool IsAllowed(IPAddress address) => Allowed.Any(network => network.Contains(Plain(address)));

    /// <summary>Why nothing may be sent to a host; null when it may.</summary>
    /// <param name="host">Its name, for the answer.</param>
    /// <param name="addresses">All that its name stands for: one that is refused is enough.</param>
    /// <param name="isEncrypted">Plain HTTP goes to allowed networks alone.</param>
    public string? Refusal(string host, IReadOnlyCollection<IPAddress> addresses, bool isEncrypted)
    {
        if (addresses.Count == 0)
        {
            return $"{host} has no address.";
        }

        if (addresses.FirstOrDefault(address => !IsAllowed(address) && !IsPublic(address)) is { } refused)
        {
            return $"{host} is at {refused}, which is not public; the operator can allow its network with "
                + "CostIntel:Notifications:AllowedNetworks.";
        }

        return isEncrypted || addresses.All(IsAllowed)
            ? null
            : $"{host} is not in an allowed network, and plain http is for those alone; use https.";
    }

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
