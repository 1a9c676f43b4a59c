using System.Net;
using System.Net.Sockets;
using CostIntel.Domain.Notifications;
using CostIntel.Grains.Notifications;
using CostIntel.Server.Notifications;
using Microsoft.Extensions.Options;

namespace CostIntel.Server.Tests.Notifications;

public sealed class HttpLetterSenderTests
{
    private static readonly Letter Hello = new("application/json", "", "{}"u8.ToArray());

    [Theory]
    [InlineData("https", new string[0], "not public")]
    [InlineData("http", new string[0], "not public")]
    [InlineData("https", new[] { "10.0.0.0/8" }, "not public")]
    public async Task A_name_that_stands_for_a_private_address_is_not_even_connected_to(
        string scheme, string[] allowed, string fault)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var options = Options.Create(new NotificationOptions { AllowedNetworks = allowed });
        using var sender = new HttpLetterSender(options, TimeProvider.System);
        var channel = new Channel
        {
            Id = "x",
            Kind = ChannelKind.Slack,
            Tenant = "default",
            Url = $"{scheme}://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}/",
        };

        var failure = await sender.SendAsync(channel, "msg_1", Hello, CancellationToken.None);

        Assert.Contains(fault, failure!.Reason, StringComparison.Ordinal);
        Assert.False(listener.Pending());
    }
}
