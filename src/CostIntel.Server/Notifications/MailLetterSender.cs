using System.Net;
using System.Net.Mail;
using System.Text;
using CostIntel.Domain.Notifications;
using CostIntel.Grains.Notifications;
using Microsoft.Extensions.Options;

namespace CostIntel.Server.Notifications;

/// <summary>Hands mail to the operator's SMTP server.</summary>
internal sealed class MailLetterSender(IOptions<NotificationOptions> options)
{
    /// <inheritdoc cref="ILetterSender.SendAsync"/>
    public async Task<SendFailure?> SendAsync(
        Channel channel, string deliveryId, Letter letter, CancellationToken cancellation)
    {
        var smtp = options.Value.Smtp;
        if (smtp.Host.Length == 0)
        {
            return new SendFailure("The engine has no SMTP server; see CostIntel:Notifications:Smtp.", false, TimeSpan.Zero);
        }

        try
        {
            using var mail = Mail(smtp, channel, deliveryId, letter);
            using var client = new SmtpClient(smtp.Host, smtp.Port) { EnableSsl = smtp.StartTls };
            if (smtp.User.Length > 0)
            {
                var password = (await File.ReadAllTextAsync(smtp.PasswordFile, cancellation)).Trim();
                client.Credentials = new NetworkCredential(smtp.User, password);
            }

            await client.SendMailAsync(mail, cancellation);
            return null;
        }
        catch (Exception failure) when (failure is SmtpException or IOException)
        {
            return new SendFailure($"The SMTP server has not taken it: {failure.Message}", false, TimeSpan.Zero);
        }
    }

    private static MailMessage Mail(SmtpOptions smtp, Channel channel, string deliveryId, Letter letter)
    {
        var from = new MailAddress(smtp.From);
        var mail = new MailMessage
        {
            From = from,
            Subject = letter.Title,
            SubjectEncoding = Encoding.UTF8,
            Body = Encoding.UTF8.GetString(letter.Body),
            BodyEncoding = Encoding.UTF8,
        };

        // The same on every attempt, so that mail programs show it once.
        mail.Headers.Add("Message-ID", $"<{deliveryId}@{from.Host}>");
        foreach (var recipient in channel.Recipients)
        {
            mail.To.Add(recipient);
        }

        return mail;
    }
}
