using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Workflow;
using Google.Protobuf;

namespace CostIntel.Contracts.Workflow;

/// <summary>What happened to cases, to and from the bytes that are kept of it. Exact: what is read back is equal.</summary>
public static class CaseEventMapping
{
    /// <summary>What is stored of an event.</summary>
    /// <exception cref="ArgumentException">Nobody knows how to store an event of this type.</exception>
    public static byte[] ToStored(this CaseEvent happened)
    {
        var stored = PlanningEvents.ToStored(happened) ?? ExecutionEvents.ToStored(happened)
            ?? throw new ArgumentException($"{happened.GetType().Name} is no event that can be stored.", nameof(happened));
        stored.CaseId = happened.CaseId;
        stored.Number = happened.Number;
        stored.AtTicks = happened.AtUtc.UtcTicks;
        stored.Actor = happened.Actor;
        return stored.ToByteArray();
    }

    /// <summary>The event that was stored.</summary>
    /// <exception cref="InvalidDataException">It is none, or of a kind that this version does not know.</exception>
    public static CaseEvent ToDomain(byte[] stored)
    {
        StoredCaseEvent read;
        try
        {
            read = StoredCaseEvent.Parser.ParseFrom(stored);
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw new InvalidDataException($"What is stored of an event cannot be read: {fault.Message}", fault);
        }

        var happened = PlanningEvents.ToDomain(read) ?? ExecutionEvents.ToDomain(read)
            ?? throw new InvalidDataException(
                $"Event {read.Number} of case '{read.CaseId}' is of a kind that this version of the engine does not know.");
        return happened with
        {
            CaseId = read.CaseId, Number = read.Number, AtUtc = StoredTimes.At(read.AtTicks), Actor = read.Actor,
        };
    }
}
