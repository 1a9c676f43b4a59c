using System.Text.Json;
using CostIntel.Grains.Changes.Execution;

namespace CostIntel.Server.Execution;

/// <summary>What is asked of an executor, as JSON, and what it answers.</summary>
internal static class ExecutorMessage
{
    /// <summary>The longest answer.</summary>
    public const int AnswerBytesMax = 64 << 10;

    private const int UndoMax = 8_000;
    private const int TextMax = 500;

    /// <summary>The body of a question.</summary>
    /// <param name="verb">What is asked.</param>
    /// <param name="order">Of which step.</param>
    /// <param name="about">Of a poll: what was accepted, apply or undo. Else null.</param>
    public static byte[] Write(ExecutionVerb verb, StepOrder order, ExecutionVerb? about)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("verb", NameOf(verb));
            if (about is { } other)
            {
                json.WriteString("of", NameOf(other));
            }

            json.WriteString("tenant", order.Tenant);
            json.WriteString("change_id", order.ChangeId);
            json.WriteNumber("step", order.Step);
            json.WriteString("key", order.Key);
            json.WriteNumber("attempt", order.Attempt);
            json.WritePropertyName("instruction");
            json.WriteRawValue(order.Instruction);
            json.WriteString("undo", order.Undo);
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Reads an answer.</summary>
    /// <exception cref="ExecutorFaultException">It is none.</exception>
    public static ExecutorAnswer Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                throw new ExecutorFaultException("It answered with JSON that is no object.");
            }

            var undo = Text(root, "undo");
            return undo.Length <= UndoMax
                ? new(Text(root, "outcome"), undo, OneLine(Text(root, "text")), Text(root, "observed"))
                : throw new ExecutorFaultException(FormattableString.Invariant($"Its undo has {undo.Length} characters; {UndoMax} are kept."));
        }
        catch (JsonException)
        {
            throw new ExecutorFaultException("It answered with something that is not JSON.");
        }
    }

    /// <summary>A text of others on one line, not too long.</summary>
    public static string OneLine(string text)
    {
        var line = new string([.. text.Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        return line.Length <= TextMax ? line : line[..TextMax];
    }

    public static string NameOf(ExecutionVerb verb) => verb switch
    {
        ExecutionVerb.Check => "check",
        ExecutionVerb.Apply => "apply",
        ExecutionVerb.Undo => "undo",
        ExecutionVerb.Poll => "poll",
        ExecutionVerb.Observe => "observe",
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "This is no verb."),
    };

    private static string Text(JsonElement root, string field)
    {
        if (!root.TryGetProperty(field, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return "";
        }

        return value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new ExecutorFaultException($"Its {field} is no text.");
    }
}

/// <summary>What an executor answers, as it says it.</summary>
/// <param name="Outcome">done, failed, impossible, accepted or not_now.</param>
/// <param name="Undo">What it needs to undo the step.</param>
/// <param name="Text">Why, for people.</param>
/// <param name="Observed">in_effect or not_in_effect; empty when it was not asked or cannot tell.</param>
internal sealed record ExecutorAnswer(string Outcome, string Undo, string Text, string Observed);

/// <summary>An executor could not be asked, or answered nothing that makes sense.</summary>
/// <param name="message">Why, in a sentence about it.</param>
internal sealed class ExecutorFaultException(string message) : Exception(message);
