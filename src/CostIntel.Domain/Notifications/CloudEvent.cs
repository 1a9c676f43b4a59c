using System.Text.Json;

namespace CostIntel.Domain.Notifications;

/// <summary>Writes notices as CloudEvents 1.0 in structured JSON.</summary>
public static class CloudEvent
{
    /// <summary>Media type of the structured form.</summary>
    public const string ContentType = "application/cloudevents+json";

    /// <summary>Where events of a tenant come from; with the id it names an event in the world.</summary>
    public static string SourceOf(string tenant) => $"/costintel/tenants/{tenant}";

    /// <summary>The event in JSON.</summary>
    public static byte[] Write(string tenant, Notice notice)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("specversion", "1.0");
            json.WriteString("id", notice.Id);
            json.WriteString("source", SourceOf(tenant));
            json.WriteString("type", notice.Type);
            json.WriteString("time", notice.AtUtc.UtcDateTime);
            json.WriteString("subject", notice.About);
            json.WriteString("datacontenttype", "application/json");
            json.WritePropertyName("data");
            json.WriteRawValue(notice.Data);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }
}
