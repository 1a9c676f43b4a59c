using CostIntel.Contracts.Wire;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;

namespace CostIntel.Server.Ingest;

/// <summary>Checks one record of a batch and turns it into the domain's form.</summary>
internal static class UsageRecordReader
{
    /// <summary>Bytes of an event id.</summary>
    public const int EventIdBytesMax = 128;

    /// <summary>The record, or what is wrong with it.</summary>
    public static FieldFault? TryRead(
        in UsageRecordWire wire, SessionSeries series, DateTimeOffset now, out UsageRecord record)
    {
        record = default;
        if (!wire.HasStart || !wire.HasEnd)
        {
            return new FieldFault(wire.HasStart ? "ChargePeriodEnd" : "ChargePeriodStart", "The time is missing.");
        }

        if (wire.StartNanos != 0 || wire.EndNanos != 0)
        {
            return new FieldFault(
                wire.StartNanos != 0 ? "ChargePeriodStart" : "ChargePeriodEnd", "Charge periods are whole seconds.");
        }

        if (wire.EventId.Length > EventIdBytesMax)
        {
            return new FieldFault("event_id", $"An event id has at most {EventIdBytesMax} bytes.");
        }

        if (TryReadAmounts(wire, out var costs, out var quantity) is { } fault)
        {
            return fault;
        }

        if (ChargeValidation.CheckPeriod(wire.StartSeconds, wire.EndSeconds, now) is { } periodFault)
        {
            return periodFault;
        }

        if (ChargeValidation.CheckAmounts(costs, quantity) is { } sizeFault)
        {
            return sizeFault;
        }

        if (ChargeValidation.CheckQuantity(series.MayBeNegative, quantity, costs) is { } quantityFault)
        {
            return quantityFault;
        }

        record = new UsageRecord(
            series.Target.Id,
            wire.StartSeconds,
            (int)(wire.EndSeconds - wire.StartSeconds),
            costs,
            quantity,
            !wire.ConsumedQuantity.IsEmpty);
        return null;
    }

    private static FieldFault? TryReadAmounts(in UsageRecordWire wire, out Costs costs, out decimal quantity)
    {
        (costs, quantity) = (Costs.Zero, 0);
        if (!ExactDecimal.TryParse(wire.BilledCost, out var billed))
        {
            return NotDecimal("BilledCost", wire.BilledCost);
        }

        var (contracted, effective) = (billed, billed);
        if (!wire.ContractedCost.IsEmpty && !ExactDecimal.TryParse(wire.ContractedCost, out contracted))
        {
            return NotDecimal("ContractedCost", wire.ContractedCost);
        }

        if (!wire.EffectiveCost.IsEmpty && !ExactDecimal.TryParse(wire.EffectiveCost, out effective))
        {
            return NotDecimal("EffectiveCost", wire.EffectiveCost);
        }

        var list = contracted;
        if (!wire.ListCost.IsEmpty && !ExactDecimal.TryParse(wire.ListCost, out list))
        {
            return NotDecimal("ListCost", wire.ListCost);
        }

        if (!wire.ConsumedQuantity.IsEmpty && !ExactDecimal.TryParse(wire.ConsumedQuantity, out quantity))
        {
            return NotDecimal("ConsumedQuantity", wire.ConsumedQuantity);
        }

        costs = new Costs(billed, effective, list, contracted);
        return null;
    }

    private static FieldFault NotDecimal(string field, ReadOnlySpan<byte> text) => new(
        field,
        text.IsEmpty
            ? "The amount is missing."
            : $"'{Shown(text)}' is not a plain decimal number of at most 28 digits.");

    private static string Shown(ReadOnlySpan<byte> text) =>
        System.Text.Encoding.UTF8.GetString(text[..Math.Min(text.Length, 40)]);
}
