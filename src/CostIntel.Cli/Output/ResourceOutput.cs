using System.Globalization;
using System.Text.Json.Nodes;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;

namespace CostIntel.Cli.Output;

/// <summary>Writes one resource.</summary>
internal static class ResourceOutput
{
    private const int DaysShown = 14;

    public static void Write(TextWriter output, string format, Resource resource)
    {
        if (format == OutputFormat.Json)
        {
            output.WriteLine(TotalsJson.Text(Json(resource)));
            return;
        }

        foreach (var (name, value) in Fields(resource).Where(field => field.Value.Length > 0))
        {
            output.WriteLine($"{name,-17} {value}");
        }

        foreach (var tag in resource.Tags)
        {
            output.WriteLine($"{"tag",-17} {tag.Key} = {tag.Value}");
        }

        foreach (var total in resource.Totals)
        {
            output.WriteLine($"{"total " + total.Currency,-17} effective {total.EffectiveCost}, billed {total.BilledCost}");
        }

        foreach (var outlook in resource.Outlooks)
        {
            var step = outlook.Step.Seconds == 3_600 ? "hour" : "day";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{"expected " + outlook.Measure,-17} {outlook.Expected:G4} {outlook.Unit} in the {step} from "
                + $"{Text(outlook.Start, "yyyy-MM-ddTHH:mmZ")} ({outlook.Low:G4} to {outlook.High:G4}; learnt from {outlook.Learnt})"));
        }

        output.WriteLine();
        var table = new TextTable("day", "currency", "effective_cost", "billed_cost").Numeric(2, 3);
        foreach (var day in resource.Days.TakeLast(DaysShown))
        {
            table.Add(Text(day.Start, "yyyy-MM-dd"), day.Totals.Currency, day.Totals.EffectiveCost, day.Totals.BilledCost);
        }

        table.Write(output);
    }

    private static (string Name, string Value)[] Fields(Resource resource) =>
    [
        ("resource", resource.ResourceId),
        ("name", resource.ResourceName),
        ("type", resource.ResourceType),
        ("provider", resource.Provider),
        ("account", resource.BillingAccountId),
        ("account_name", resource.BillingAccountName),
        ("sub_account", resource.SubAccountId),
        ("sub_account_name", resource.SubAccountName),
        ("service", resource.ServiceName),
        ("service_category", resource.ServiceCategory),
        ("region", resource.RegionId),
        ("availability_zone", resource.AvailabilityZone),
        ("first_charge", Text(resource.FirstCharge, "yyyy-MM-ddTHH:mm:ssZ")),
        ("last_charge", Text(resource.LastCharge, "yyyy-MM-ddTHH:mm:ssZ")),
    ];

    private static JsonObject Json(Resource resource)
    {
        var json = new JsonObject(Fields(resource).Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name, field.Value)))
        {
            ["tags"] = Pairs(resource.Tags),
            ["attributes"] = Pairs(resource.Attributes),
            ["totals"] = TotalsJson.ByCurrency(resource.Totals),
            ["days"] = Buckets(resource.Days, "yyyy-MM-dd"),
            ["hours"] = Buckets(resource.Hours, "yyyy-MM-ddTHH:mm:ssZ"),
            ["outlooks"] = new JsonArray([.. resource.Outlooks.Select(Outlook)]),
        };
        return json;
    }

    private static JsonObject Outlook(SeriesOutlook outlook) => new()
    {
        ["measure"] = outlook.Measure,
        ["unit"] = outlook.Unit,
        ["start"] = Text(outlook.Start, "yyyy-MM-ddTHH:mm:ssZ"),
        ["step_seconds"] = outlook.Step.Seconds,
        ["expected"] = outlook.Expected,
        ["low"] = outlook.Low,
        ["high"] = outlook.High,
        ["learnt"] = outlook.Learnt,
    };

    private static JsonObject Pairs(IEnumerable<KeyValue> pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));

    private static JsonArray Buckets(IEnumerable<CostBucket> buckets, string format) => new([.. buckets.Select(bucket =>
        TotalsJson.AddTo(
            new JsonObject { ["start"] = Text(bucket.Start, format), ["currency"] = bucket.Totals.Currency }, bucket.Totals))]);

    private static string Text(Timestamp time, string format) =>
        time.ToDateTime().ToString(format, CultureInfo.InvariantCulture);
}
