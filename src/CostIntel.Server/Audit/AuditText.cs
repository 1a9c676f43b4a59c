using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostIntel.Contracts.V1;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace CostIntel.Server.Audit;

/// <summary>Messages as the audit log shows them: JSON, without secrets and without what is long and computed.</summary>
internal static class AuditText
{
    private const string LeftOut = "(left out)";

    private static readonly JsonFormatter Formatter = new(JsonFormatter.Settings.Default.WithPreserveProtoFieldNames(true));
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Fields of any message that hold what must not be told.
    private static readonly string[] Secrets = ["secret", "password", "token", "private_key", "credential", "authorization"];

    /// <summary>The text of a message; empty for null.</summary>
    public static string Of(IMessage? message)
    {
        if (message is null)
        {
            return "";
        }

        var node = Parse(Shortened(message));
        Redact(node, message is CreateKeyResponse);
        return node!.ToJsonString(Options);
    }

    /// <summary>A text field of a message by its name; empty when there is none.</summary>
    public static string Field(IMessage? message, string name) =>
        message?.Descriptor.FindFieldByName(name) is { FieldType: FieldType.String, IsRepeated: false, IsMap: false } field
            ? (string)field.Accessor.GetValue(message)
            : "";

    /// <summary>What a message is about: its first field whose name ends with _id, also inside its messages.</summary>
    public static string SubjectOf(IMessage? message)
    {
        var fields = message?.Descriptor.Fields.InDeclarationOrder().Where(field => field is { IsRepeated: false, IsMap: false }) ?? [];
        return fields
            .Select(field => field.FieldType switch
            {
                FieldType.String when IsId(field.Name) => (string)field.Accessor.GetValue(message),
                FieldType.Message => SubjectOf(field.Accessor.GetValue(message) as IMessage),
                _ => "",
            })
            .FirstOrDefault(subject => subject.Length > 0, "");
    }

    // A caller may send what is no time or no duration; it is refused later, and the log shows it as it came.
    private static JsonNode? Parse(IMessage message)
    {
        try
        {
            return JsonNode.Parse(Formatter.Format(message));
        }
        catch (InvalidOperationException)
        {
            return JsonNode.Parse(JsonFormatter.ToDiagnosticString(message));
        }
    }

    private static bool IsId(string name) =>
        name.EndsWith("_id", StringComparison.Ordinal) && name != "request_id";

    private static IMessage Shortened(IMessage message)
    {
        switch (message)
        {
            case Recommendation recommendation:
                var proposal = recommendation.Clone();
                proposal.Evidence.Clear();
                proposal.Timeline.Clear();
                proposal.Sla?.Findings.Clear();
                return proposal;
            case Incident incident:
                var shown = incident.Clone();
                shown.Members.Clear();
                shown.Causes.Clear();
                shown.Timeline.Clear();
                return shown;
            case ChangeStatus change:
                return Shortened(change);
            case RecommendationPolicy policy:
                return new RecommendationPolicy { Yaml = policy.Yaml, SettingsVersion = policy.SettingsVersion };
            case ApprovalPolicy policy:
                return new ApprovalPolicy { Yaml = policy.Yaml, Version = policy.Version };
            case ExecutionPolicy policy:
                return new ExecutionPolicy { Yaml = policy.Yaml, Version = policy.Version };
            default:
                return message;
        }
    }

    // The log has what happened in entries of its own, and what an executor needs to undo a step is for it alone.
    private static ChangeStatus Shortened(ChangeStatus change)
    {
        var shown = change.Clone();
        shown.History.Clear();
        foreach (var step in shown.Steps)
        {
            step.Undo = "";
        }

        return shown;
    }

    private static void Redact(JsonNode? node, bool isKey)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Redact(item, isKey: false);
            }
        }

        if (node is not JsonObject values)
        {
            return;
        }

        foreach (var name in values.Select(pair => pair.Key).ToList())
        {
            if (IsSecret(name) || (isKey && name == "text"))
            {
                values[name] = LeftOut;
            }
            else if (name == "url")
            {
                values[name] = HostOf($"{values[name]}");
            }
            else
            {
                Redact(values[name], isKey: false);
            }
        }
    }

    // The path of a webhook is often its secret, and so is what stands before the host.
    private static string HostOf(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) ? $"{uri.Scheme}://{uri.Host}/..." : LeftOut;

    private static bool IsSecret(string name) =>
        name != "page_token" && Secrets.Any(secret => name.Contains(secret, StringComparison.OrdinalIgnoreCase));
}
