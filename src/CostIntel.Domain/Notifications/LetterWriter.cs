using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CostIntel.Domain.Notifications;

/// <summary>Writes notices in the form that a channel wants.</summary>
public static class LetterWriter
{
    private const string Json = "application/json";
    private const string PlainText = "text/plain";
    private const int TitleMax = 200;

    /// <summary>The letter of a notice.</summary>
    public static Letter Write(Channel channel, Notice notice) => channel.Kind switch
    {
        ChannelKind.Webhook => new(CloudEvent.ContentType, "", CloudEvent.Write(channel.Tenant, notice)),
        ChannelKind.Slack => new(Json, "", Slack(notice)),
        ChannelKind.Email => new(PlainText, Title(notice), System.Text.Encoding.UTF8.GetBytes(Mail(notice))),
        _ => new(
            channel.ContentType,
            "",
            System.Text.Encoding.UTF8.GetBytes(
                NoticeTemplate.Parse(channel.Template).Render(channel.Tenant, notice, channel.ContentType))),
    };

    /// <summary>What a digest says, as a notice.</summary>
    public static Notice Digest(Delivery digest, DateTimeOffset nowUtc)
    {
        var count = digest.Lines.Count + digest.FurtherLines;
        var data = new
        {
            subscription = digest.SubscriptionId,
            from = digest.CreatedUtc.UtcDateTime,
            to = digest.NextUtc.UtcDateTime,
            count,
            events = digest.Lines.Select(line =>
                new { id = line.EventId, type = line.Type, time = line.AtUtc.UtcDateTime, subject = line.About, summary = line.Summary }),
        };
        var text = new StringBuilder();
        foreach (var line in digest.Lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.AtUtc:yyyy-MM-dd HH:mm} {line.Summary}\n");
        }

        if (digest.FurtherLines > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"and {digest.FurtherLines} more\n");
        }

        return new Notice
        {
            Id = digest.EventId,
            Type = EventTypes.Digest,
            AtUtc = nowUtc,
            About = digest.SubscriptionId,
            Summary = string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "event" : "events")} of {digest.SubscriptionId}"),
            Data = JsonSerializer.Serialize(data),
            Fields = new Dictionary<string, string> { ["text"] = text.ToString() },
        };
    }

    // Slack reads &, < and > as markup; a name must not become a link or call a channel.
    private static byte[] Slack(Notice notice)
    {
        var text = $"{notice.Summary}\n{TextOf(notice)}".TrimEnd()
            .Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
        return JsonSerializer.SerializeToUtf8Bytes(new { text });
    }

    private static string Title(Notice notice)
    {
        var line = new string([.. notice.Summary.Select(c => char.IsControl(c) ? ' ' : c)]);
        return line.Length <= TitleMax ? line : line[..TitleMax];
    }

    private static string Mail(Notice notice) => string.Create(
        CultureInfo.InvariantCulture,
        $"{notice.Summary}\n\n{TextOf(notice)}\n\n{notice.Type}\n{notice.About}\n{notice.AtUtc:yyyy-MM-dd HH:mm:ss} UTC\n");

    private static string TextOf(Notice notice) => notice.Fields.GetValueOrDefault("text", "");
}
