using CostIntel.Domain.Incidents;

namespace CostIntel.Grains.Incidents;

/// <summary>Something that waits to be done at a desk; it is answered when what it changed is durable.</summary>
internal sealed class DeskWork(Func<DeskBatch, DeskAnswer> work)
{
    private DeskAnswer? _answer;

    /// <summary>The answer, when it is durable.</summary>
    public TaskCompletionSource<DeskAnswer> Done { get; } = new();

    /// <summary>Does it; a refusal is an answer.</summary>
    public void Do(DeskBatch batch)
    {
        try
        {
            _answer = work(batch);
        }
        catch (IncidentRefusedException refusal)
        {
            _answer = new DeskAnswer(null, refusal.Message);
        }
        catch (FormatException fault)
        {
            _answer = new DeskAnswer(null, fault.Message);
        }
    }

    /// <summary>Answers.</summary>
    public void Complete() => Done.SetResult(_answer!);
}
