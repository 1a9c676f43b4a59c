using CostIntel.Contracts.V1;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;
using CostIntel.Domain.Statements;
using CostIntel.Storage.Statements;
using Google.Protobuf.WellKnownTypes;

namespace CostIntel.Server.Statements;

/// <summary>Checks one row of a statement and turns it into what is staged.</summary>
internal static class StatementRows
{
    /// <summary>The row, or what is wrong with it.</summary>
    public static FieldFault? TryRead(
        StatementRow message,
        IReadOnlyList<(ChargeSeries? Series, FieldFault? Fault)> batchSeries,
        DateTimeOffset now,
        out StagedRow row,
        out StatementLine line)
    {
        row = default;
        line = null!;
        if (message.SeriesIndex >= batchSeries.Count)
        {
            return new FieldFault("series_index", $"The batch has {batchSeries.Count} series.");
        }

        var (series, seriesFault) = batchSeries[(int)message.SeriesIndex];
        if (series is null)
        {
            return seriesFault;
        }

        if ((TryReadAmounts(message, out var costs, out var quantity) ?? CheckPeriods(message, now)) is { } fault)
        {
            return fault;
        }

        if (ChargeValidation.CheckAmounts(costs, quantity) is { } sizeFault)
        {
            return sizeFault;
        }

        if (ChargeValidation.CheckQuantity(ChargeValidation.AllowsNegativeQuantity(series), quantity, costs) is { } quantityFault)
        {
            return quantityFault;
        }

        line = new StatementLine(
            series, message.ChargePeriodStart.Seconds, message.ChargePeriodEnd.Seconds, costs, quantity);
        row = new StagedRow(
            new BookKey(
                $"{series.Provider}/{series.BillingAccountId}",
                message.BillingPeriodStart.Seconds,
                message.BillingPeriodEnd.Seconds),
            line.RowKey(),
            line.PartKey(),
            line.Encode());
        return null;
    }

    private static FieldFault? CheckPeriods(StatementRow message, DateTimeOffset now) =>
        Required("ChargePeriodStart", message.ChargePeriodStart)
        ?? Required("ChargePeriodEnd", message.ChargePeriodEnd)
        ?? Required("BillingPeriodStart", message.BillingPeriodStart)
        ?? Required("BillingPeriodEnd", message.BillingPeriodEnd)
        ?? ChargeValidation.CheckPeriod(message.ChargePeriodStart.Seconds, message.ChargePeriodEnd.Seconds, now)
        ?? (message.BillingPeriodEnd.Seconds <= message.BillingPeriodStart.Seconds
            ? new FieldFault("BillingPeriodEnd", "The end of a billing period lies after its start.")
            : null);

    private static FieldFault? Required(string field, Timestamp? time) => time switch
    {
        null => new FieldFault(field, "The time is missing."),
        { Nanos: not 0 } => new FieldFault(field, "Periods are whole seconds."),
        _ => null,
    };

    private static FieldFault? TryReadAmounts(StatementRow message, out Costs costs, out decimal quantity)
    {
        var (effective, list, contracted) = (0m, 0m, 0m);
        quantity = 0;
        var fault = Read("BilledCost", message.BilledCost, out var billed)
            ?? Read("EffectiveCost", message.EffectiveCost, out effective)
            ?? Read("ListCost", message.ListCost, out list)
            ?? (message.HasContractedCost ? Read("ContractedCost", message.ContractedCost, out contracted) : null)
            ?? (message.HasConsumedQuantity ? Read("ConsumedQuantity", message.ConsumedQuantity, out quantity) : null);
        costs = new Costs(billed, effective, list, contracted);
        return fault;
    }

    private static FieldFault? Read(string field, string text, out decimal value) =>
        ExactDecimal.TryParse(text, out value)
            ? null
            : new FieldFault(field, text.Length == 0
                ? "The amount is missing."
                : $"'{(text.Length <= 40 ? text : text[..40])}' is not a plain decimal number of at most 28 digits.");
}
