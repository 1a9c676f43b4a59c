using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CostIntel.Domain.Audit;

/// <summary>
/// A log as JSON lines: a first line with the tenant and where it begins, an entry a line, and a last line with the head.
/// A line that reads the same but is written otherwise is not one of ours.
/// </summary>
public static class AuditLines
{
    private const string Form = "costintel-audit-1";
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    // The lines are read by people and programs, not put into web pages.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first line.</summary>
    /// <param name="tenant">Canonical tenant id.</param>
    /// <param name="start">Behind which mark the entries begin.</param>
    public static string First(string tenant, AuditMark start) => Line(json =>
    {
        json.WriteString("audit", Form);
        json.WriteString("tenant", tenant);
        json.WriteNumber("after", start.Sequence);
        json.WriteString("hash", start.Hash);
    });

    /// <summary>The line of an entry.</summary>
    /// <exception cref="InvalidDataException">Its bytes cannot be read.</exception>
    public static string Of(AuditLink link) => Of(AuditEntry.Parse(link.Payload), link.Hash);

    /// <summary>The last line.</summary>
    public static string Last(AuditMark head) => Line(json =>
    {
        json.WriteNumber("head", head.Sequence);
        json.WriteString("hash", head.Hash);
    });

    /// <summary>Reads the first line.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static (string Tenant, AuditMark Start) ReadFirst(string line) => Read(line, root =>
    {
        if (Text(root, "audit") != Form)
        {
            throw new InvalidDataException($"The audit log is not of the form {Form}.");
        }

        var start = new AuditMark(Number(root, "after"), Text(root, "hash"));
        return ((Text(root, "tenant"), start), First(Text(root, "tenant"), start));
    });

    /// <summary>Reads the line of an entry.</summary>
    /// <exception cref="InvalidDataException">It is none, or not as it was written.</exception>
    public static AuditLink ReadEntry(string line) => Read(line, root =>
    {
        var entry = Entry(root);
        var hash = Text(root, "hash");
        return (new AuditLink(entry.Sequence, entry.ToBytes(), hash), Of(entry, hash));
    });

    /// <summary>True for a last line.</summary>
    public static bool IsLast(string line) => line.StartsWith("{\"head\":", StringComparison.Ordinal);

    /// <summary>Reads the last line.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static AuditMark ReadLast(string line) => Read(line, root =>
    {
        var head = new AuditMark(Number(root, "head"), Text(root, "hash"));
        return (head, Last(head));
    });

    private static string Of(AuditEntry entry, string hash) => Line(json =>
    {
        json.WriteNumber("sequence", entry.Sequence);
        json.WriteString("at", entry.AtUtc.UtcDateTime.ToString(TimeForm, CultureInfo.InvariantCulture));
        json.WriteString("actor", entry.Note.Actor);
        json.WriteString("action", entry.Note.Action);
        json.WriteString("outcome", NameOf(entry.Note.Outcome));
        json.WriteString("subject", entry.Note.Subject);
        json.WriteString("reason", entry.Note.Reason);
        json.WriteString("request_id", entry.Note.RequestId);
        json.WriteNumber("answers", entry.Note.Answers);
        json.WriteString("before", entry.Note.Before);
        json.WriteString("after", entry.Note.After);
        json.WriteString("hash", hash);
    });

    private static AuditEntry Entry(JsonElement root)
    {
        if (!DateTimeOffset.TryParseExact(
            Text(root, "at"), TimeForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var atUtc))
        {
            throw new InvalidDataException("'at' is no time.");
        }

        var outcome = Enum.GetValues<AuditOutcome>().FirstOrDefault(outcome => NameOf(outcome) == Text(root, "outcome"));
        var note = new AuditNote(
            Text(root, "actor"),
            Text(root, "action"),
            outcome == 0 ? throw new InvalidDataException("'outcome' is none that is known.") : outcome,
            Text(root, "subject"),
            Text(root, "reason"),
            Text(root, "request_id"),
            Number(root, "answers"),
            Text(root, "before"),
            Text(root, "after"));
        return new(Number(root, "sequence"), atUtc, note);
    }

    private static string NameOf(AuditOutcome outcome) => outcome.ToString().ToLowerInvariant();

    private static string Line(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.ToArray());
    }

    // What was read is written again: a field too much, or one twice, would otherwise be seen by people and by no hash.
    private static T Read<T>(string line, Func<JsonElement, (T Value, string Again)> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var (value, again) = read(document.RootElement);
            return again == line ? value : throw new InvalidDataException("The line is not as it was written.");
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"The line cannot be read: {fault.Message}", fault);
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.GetProperty(name).GetString() ?? throw new InvalidDataException($"'{name}' is null.");

    private static long Number(JsonElement root, string name)
    {
        var number = root.GetProperty(name).GetInt64();
        return number >= 0 ? number : throw new InvalidDataException($"'{name}' is {number}; it must not be negative.");
    }
}
