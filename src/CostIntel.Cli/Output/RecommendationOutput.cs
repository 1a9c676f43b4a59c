using System.Globalization;
using CostIntel.Contracts.V1;
using Google.Protobuf.WellKnownTypes;

namespace CostIntel.Cli.Output;

/// <summary>Writes recommendations.</summary>
internal static class RecommendationOutput
{
    public static void WriteList(TextWriter output, string format, ListRecommendationsResponse answer)
    {
        if (format == OutputFormat.Json)
        {
            IncidentOutput.WriteJson(output, answer);
            return;
        }

        var table = new TextTable(
            "recommendation", "action", "target", "saves a month", "low", "high", "%", "currency", "confidence", "risk", "slo", "waiting has cost", "why")
            .Numeric(3, 4, 5, 6, 8, 9, 11);
        foreach (var one in answer.Recommendations)
        {
            var saving = one.EstimatedMonthlySavings;
            table.Add(
                one.RecommendationId,
                Action(one.Change),
                Target(one),
                Amount(saving.Expected),
                Amount(saving.Low),
                Amount(saving.High),
                one.EstimatedSavingsPercentage.ToString("0", CultureInfo.InvariantCulture),
                one.CurrencyCode,
                Share(one.Confidence),
                Share(one.Risk),
                IncidentOutput.Name(one.Sla.Outcome),
                Amount(one.CostOfWaiting),
                one.Reason);
        }

        table.Write(output);
        foreach (var total in answer.Totals)
        {
            output.WriteLine(
                $"{total.Count} save {Amount(total.EstimatedMonthlySavings)} {total.CurrencyCode} a month; waiting has cost "
                + $"{Amount(total.CostOfWaiting)}."
                + (total.CommitmentSavings == "0" ? "" : $" Commitments to what they leave would save {Amount(total.CommitmentSavings)} more."));
        }
    }

    public static void WriteOne(TextWriter output, string format, Recommendation one)
    {
        if (format == OutputFormat.Json)
        {
            IncidentOutput.WriteJson(output, one);
            return;
        }

        var (saving, currency) = (one.EstimatedMonthlySavings, one.CurrencyCode);
        output.WriteLine($"{one.RecommendationId}: {Action(one.Change)} {Target(one)}");
        output.WriteLine(one.Reason);
        output.WriteLine(
            $"{IncidentOutput.Name(one.State)}; rule {one.Rule}; effort {IncidentOutput.Name(one.ImplementationEffort)}; restart "
            + $"{(one.Change.RestartNeeded ? "needed" : "not needed")}; rollback {(one.Change.RollbackPossible ? "possible" : "not possible")}");
        output.WriteLine(
            $"Saves {Amount(saving.Expected)} {currency} a month ({Amount(saving.Low)} to {Amount(saving.High)}), "
            + $"{one.EstimatedSavingsPercentage.ToString("0.#", CultureInfo.InvariantCulture)}%: {Amount(one.CurrentMonthlyCost)} becomes "
            + $"{Amount(one.EstimatedMonthlyCost)}. Waiting has cost {Amount(one.CostOfWaiting)} since {Time(one.Proposed)}.");
        output.WriteLine(
            $"{one.LookBackDays} days were looked at; last found to hold {Time(one.LastRefresh)}; confidence {Share(one.Confidence)}; "
            + $"rank {one.Rank.ToString("0.#", CultureInfo.InvariantCulture)}{(one.SimulationId.Length > 0 ? $"; simulation {one.SimulationId}" : "")}"
            + (one.ChangeId.Length > 0 ? $"; change {one.ChangeId}" : ""));
        WriteEvidence(output, one);
        WriteSla(output, one.Sla);
        WriteRisk(output, one);
        if (one.Realised is { } realised)
        {
            output.WriteLine();
            output.WriteLine(
                $"{realised.Days} days since have saved {Amount(realised.Saved.Expected)} {currency} ({Amount(realised.Saved.Low)} to "
                + $"{Amount(realised.Saved.High)}); {Amount(realised.Promised)} were promised.");
        }

        output.WriteLine();
        foreach (var entry in one.Timeline)
        {
            output.WriteLine($"{Time(entry.At)}  {Said(entry)}");
        }
    }

    public static void WriteEvent(TextWriter output, string format, RecommendationEvent happened)
    {
        if (format == OutputFormat.Json)
        {
            IncidentOutput.WriteJson(output, happened);
            return;
        }

        var one = happened.Recommendation;
        output.WriteLine(
            $"{happened.Cursor}  {Time(happened.Entry.At)}  {one.RecommendationId}  {Action(one.Change)} {Target(one)}, "
            + $"{Amount(one.EstimatedMonthlySavings.Expected)} {one.CurrencyCode} a month  {Said(happened.Entry)}");
    }

    public static void WriteSavings(TextWriter output, string format, GetSavingsResponse answer)
    {
        if (format == OutputFormat.Json)
        {
            IncidentOutput.WriteJson(output, answer);
            return;
        }

        var trust = answer.Rules.ToDictionary(rule => rule.Rule, rule => rule.Factor);
        var table = new TextTable("rule", "provider", "account", "applied", "measured", "promised", "saved", "low", "high", "currency", "trust")
            .Numeric(3, 4, 5, 6, 7, 8, 10);
        foreach (var line in answer.Lines)
        {
            table.Add(
                line.Rule,
                line.Provider,
                line.BillingAccountId,
                line.Applied.ToString(CultureInfo.InvariantCulture),
                line.Measured.ToString(CultureInfo.InvariantCulture),
                Amount(line.Promised),
                Amount(line.Saved),
                Amount(line.SavedLow),
                Amount(line.SavedHigh),
                line.CurrencyCode,
                Share(trust[line.Rule]));
        }

        table.Write(output);
    }

    /// <summary>What a recommendation is about.</summary>
    public static string Target(Recommendation one) => one.ResourceId.Length > 0
        ? one.ResourceId
        : $"{one.ServiceName} in {(one.RegionId.Length > 0 ? one.RegionId : "all regions")} of {one.BillingAccountId}";

    private static string Action(ResourceChange change)
    {
        var to = (change.From, change.To) switch
        {
            ({ Length: 0 }, { Length: 0 }) => "",
            ({ Length: 0 }, var only) => $" ({only})",
            (var only, { Length: 0 }) => $" ({only})",
            var (from, other) => $" ({from} to {other})",
        };
        return IncidentOutput.Name(change.Action) + to;
    }

    private static string Said(RecommendationEntry entry) =>
        $"{IncidentOutput.Name(entry.Change)}{(entry.Actor.Length > 0 ? $" by {entry.Actor}" : "")}: {entry.Text}";

    private static void WriteEvidence(TextWriter output, Recommendation one)
    {
        output.WriteLine();
        var table = new TextTable("evidence", "value", "limit", "unit").Numeric(1, 2);
        foreach (var item in one.Evidence)
        {
            table.Add(item.Name, Number(item.Value), item.HasLimit ? Number(item.Limit) : "", item.Unit);
        }

        table.Write(output);
    }

    private static void WriteSla(TextWriter output, SlaVerdict verdict)
    {
        output.WriteLine();
        output.WriteLine($"SLO check: {IncidentOutput.Name(verdict.Outcome)}");
        foreach (var finding in verdict.Findings)
        {
            output.WriteLine($"  {IncidentOutput.Name(finding.Outcome)}  {finding.Subject}: {finding.Arithmetic}");
        }
    }

    private static void WriteRisk(TextWriter output, Recommendation one)
    {
        output.WriteLine();
        output.WriteLine($"Risk: {Share(one.Risk)}");
        foreach (var part in one.RiskParts)
        {
            output.WriteLine($"  {Share(part.Weight)} × {Share(part.Value)}  {part.Name}: {part.Why}");
        }
    }

    // Estimates: two digits behind the point are enough to read; JSON has them all.
    private static string Amount(string text) =>
        decimal.Parse(text, CultureInfo.InvariantCulture).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    private static string Share(double share) => share.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Time(Timestamp time) =>
        time.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
