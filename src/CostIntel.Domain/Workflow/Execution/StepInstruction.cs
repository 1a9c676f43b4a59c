using System.Globalization;
using System.Text.Json;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Workflow.Execution;

/// <summary>
/// What an executor is told of a step: JSON of one form, and nothing in it that changes while what is to be done stays the
/// same. An approval holds for exactly this text.
/// </summary>
public static class StepInstruction
{
    /// <summary>The text for a recommendation. All values are text; what is not known is empty.</summary>
    public static string Of(Recommendation recommendation)
    {
        var (target, candidate) = (recommendation.Target, recommendation.Proposal.Candidate);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("recommendation_id", recommendation.Id.ToString());
            json.WriteString("rule", candidate.Rule);
            json.WriteString("provider", target.Account.Provider);
            json.WriteString("billing_account_id", target.Account.BillingAccountId);
            json.WriteString("sub_account_id", target.SubAccountId);
            json.WriteString("resource_id", target.ResourceId);
            json.WriteString("resource_name", target.ResourceName);
            json.WriteString("service_name", target.ServiceName);
            json.WriteString("region_id", target.RegionId);
            json.WriteString("action", NameOf(candidate.Change.Action));
            json.WriteString("from", candidate.Change.From);
            json.WriteString("to", candidate.Change.To);
            json.WriteString("runs", HoursOf(candidate.Change.Runs));
            json.WriteString("currency", target.Unit);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    // ScaleIn is scale-in, as in the policies of people.
    private static string NameOf(ActionType action) => string.Concat(action.ToString().Select(
        (letter, at) => (at > 0 && char.IsUpper(letter) ? "-" : "") + char.ToLower(letter, CultureInfo.InvariantCulture)));

    // From Monday 00:00 UTC, 1 for each hour in which it runs; empty for always.
    private static string HoursOf(WeekHours runs) => runs == WeekHours.Always
        ? ""
        : string.Create(WeekShape.Hours, runs, (text, hours) =>
        {
            for (var hour = 0; hour < text.Length; hour++)
            {
                text[hour] = hours.Contains(hour) ? '1' : '0';
            }
        });
}
