using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Output;

/// <summary>Sums as JSON: amounts are decimal strings, since JSON's numbers are not exact everywhere.</summary>
internal static class TotalsJson
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Text(JsonNode document) => document.ToJsonString(Indented);

    /// <summary>One member per currency.</summary>
    public static JsonObject ByCurrency(IEnumerable<CostTotals> totals)
    {
        var json = new JsonObject();
        foreach (var sum in totals)
        {
            json[sum.Currency] = AddTo(new JsonObject(), sum);
        }

        return json;
    }

    /// <summary>Adds the four costs and the quantities.</summary>
    public static JsonObject AddTo(JsonObject json, CostTotals totals)
    {
        json["billed_cost"] = totals.BilledCost;
        json["effective_cost"] = totals.EffectiveCost;
        json["list_cost"] = totals.ListCost;
        json["contracted_cost"] = totals.ContractedCost;
        if (totals.Quantities.Count > 0)
        {
            json["quantities"] = new JsonObject(totals.Quantities.Select(
                quantity => KeyValuePair.Create<string, JsonNode?>(quantity.Unit, quantity.Amount)));
        }

        return json;
    }
}
