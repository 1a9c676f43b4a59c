using System.Text.Json;

namespace CostIntel.Crash.Changes;

/// <summary>What the engine asked of the fake cloud.</summary>
internal sealed record CloudCall(
    string Verb, string ChangeId, int Step, string Key, string Undo, string Resource, string To, bool IsSigned)
{
    public static CloudCall Parse(byte[] body, bool isSigned)
    {
        using var document = JsonDocument.Parse(body);
        var order = document.RootElement;
        var told = order.GetProperty("instruction");
        return new(
            order.GetProperty("verb").GetString()!,
            order.GetProperty("change_id").GetString()!,
            order.GetProperty("step").GetInt32(),
            order.GetProperty("key").GetString()!,
            order.GetProperty("undo").GetString()!,
            told.GetProperty("resource_id").GetString()!,
            told.GetProperty("to").GetString()!,
            isSigned);
    }
}
