using System.Net;
using System.Net.Sockets;
using System.Text;
using CostIntel.Domain.Notifications;
using CostIntel.Grains.Notifications;
using CostIntel.Server.Notifications;
using Microsoft.Extensions.Options;

namespace CostIntel.Server.Tests.Notifications;

public sealed class MailLetterSenderTests
{
    private static readonly Channel Team = new()
    {
        Id = "team", Kind = ChannelKind.Email, Tenant = "default", Recipients = ["a@example.org", "b@example.org"],
    };

    private static readonly Letter Hello = new("text/plain", "Compute costs more", "Twice as much\n"u8.ToArray());

    [Fact]
    public async Task A_mail_reaches_every_recipient_under_the_id_of_its_delivery()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, "250 taken");

        var failure = await SenderTo(listener).SendAsync(Team, "msg_1", Hello, CancellationToken.None);
        var lines = await serving;

        Assert.Null(failure);
        Assert.Contains("RCPT TO:<a@example.org>", lines);
        Assert.Contains("RCPT TO:<b@example.org>", lines);
        Assert.Contains(lines, line => line.Equals("Message-ID: <msg_1@example.org>", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(lines, line => line.StartsWith("Subject: ", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_mail_that_the_server_refuses_is_tried_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, "451 not now");

        var failure = await SenderTo(listener).SendAsync(Team, "msg_1", Hello, CancellationToken.None);
        await serving;

        Assert.StartsWith("The SMTP server has not taken it", failure!.Reason, StringComparison.Ordinal);
        Assert.False(failure.IsFinal);
    }

    private static MailLetterSender SenderTo(TcpListener listener) => new(Options.Create(new NotificationOptions
    {
        Smtp = new SmtpOptions
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)listener.LocalEndpoint).Port,
            From = "costs@example.org",
            StartTls = false,
        },
    }));

    /// <summary>Takes one mail, and answers its end as the test wants.</summary>
    private static async Task<List<string>> ServeAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\r\n" };
        var lines = new List<string>();
        var isData = false;
        await writer.WriteLineAsync("220 ready");
        while (await reader.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (isData && line != ".")
            {
                continue;
            }

            var reply = (isData, line[..Math.Min(4, line.Length)]) switch
            {
                (true, _) => answer,
                (_, "DATA") => "354 go on",
                (_, "QUIT") => "221 bye",
                _ => "250 yes",
            };
            isData = line == "DATA";
            await writer.WriteLineAsync(reply);
            if (line == "QUIT")
            {
                break;
            }
        }

        return lines;
    }
}
