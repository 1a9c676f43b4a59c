using CostIntel.Domain.Workflow;
using CostIntel.Grains.Audit;
using CostIntel.Grains.Recommendations.Desk;
using Microsoft.Extensions.Logging;
using RecommendationState = CostIntel.Domain.Recommendations.Book.RecommendationState;

namespace CostIntel.Grains.Changes;

/// <content>Does what events ask for, until it is acknowledged.</content>
public sealed partial class ChangeGrain
{
    private const int DoublingsMax = 6;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Dictionary<Duty, CancellationTokenSource> _running = [];

    // What is told is told in order: whoever watches sees a change go its way. So are entries of the audit log.
    private void FollowDuties()
    {
        foreach (var (duty, cancellation) in _running.Where(running => !_duties.Contains(running.Key)).ToList())
        {
            _running.Remove(duty);
            cancellation.Cancel();
        }

        Begin(_duties.FirstOrDefault(duty => duty.Change is not null));
        Begin(_duties.FirstOrDefault(duty => duty.Note is not null));
        foreach (var duty in _duties.Where(duty => duty.Change is null && duty.Note is null))
        {
            Begin(duty);
        }
    }

    private void GiveUp()
    {
        _isGone = true;
        foreach (var cancellation in _running.Values)
        {
            cancellation.Cancel();
        }
    }

    private void Begin(Duty? duty)
    {
        if (duty is not null && !_running.ContainsKey(duty) && !_isGone)
        {
            var cancellation = new CancellationTokenSource();
            _running.Add(duty, cancellation);
            _ = DoUntilDoneAsync(duty, cancellation);
        }
    }

    private async Task DoUntilDoneAsync(Duty duty, CancellationTokenSource cancellation)
    {
        for (var failures = 0; !cancellation.IsCancellationRequested; failures++)
        {
            try
            {
                await DoAsync(duty, cancellation.Token);
                break;
            }
            catch (Exception failure)
            {
                if (cancellation.IsCancellationRequested)
                {
                    break;
                }

                LogUndone(logger, _caseId, _tenant, duty.Effect?.Key ?? "audit", failure);
                await WaitAsync(failures, cancellation.Token);
            }
        }

        cancellation.Dispose();
    }

    // Many changes that wait for the same must not all come back at once; their names spread them.
    private async Task WaitAsync(int failures, CancellationToken cancellation)
    {
        var doubled = RetryAfter * (1 << Math.Min(failures, DoublingsMax));
        var spread = unchecked((uint)_caseId.GetHashCode(StringComparison.Ordinal)) / (double)uint.MaxValue;
        try
        {
            await Task.Delay(doubled * (1 + spread), time, cancellation);
        }
        catch (OperationCanceledException)
        {
            // Nobody wants it any more.
        }
    }

    private async Task DoAsync(Duty duty, CancellationToken cancellation)
    {
        if (duty.Note is { } note)
        {
            await GrainFactory.GetGrain<IAuditGrain>(_tenant).AppendAsync(note.ToMessage());
        }
        else if (duty.Change is { } change)
        {
            await Desk.AdvanceAsync(new ChangeTold(
                _members,
                _caseId,
                duty.Position,
                (RecommendationState)duty.State,
                change,
                duty.Actor,
                duty.Effect!.Text,
                duty.AtUtc,
                duty.SinceUtc));
        }
        else
        {
            while (!await IsAnsweredAsync(duty, duty.Effect!, cancellation) && !cancellation.IsCancellationRequested)
            {
                // The question was about what is no longer planned; it is asked again.
            }

            return;
        }

        await _pump.DoAsync(draft =>
        {
            draft.Done(duty);
            return true;
        });
    }

    private async Task<bool> IsAnsweredAsync(Duty duty, CaseEffect effect, CancellationToken cancellation)
    {
        var asked = (_case.PlanHash, _case.StateHash);
        var answer = await AnswerAsync(effect, cancellation);
        return await _pump.DoAsync(draft =>
        {
            // Who has to agree to one plan is not who has to agree to another that took its place meanwhile.
            if (effect.Kind == CaseEffectKind.AskPolicy && (draft.Case.PlanHash, draft.Case.StateHash) != asked)
            {
                return false;
            }

            draft.Done(duty);
            if (answer is not null)
            {
                draft.Do(answer with { AtUtc = draft.NowUtc });
            }

            return true;
        });
    }

    [LoggerMessage(2602, LogLevel.Warning, "What change {Change} of tenant {Tenant} asks for ({Key}) could not be done; it is tried again")]
    private static partial void LogUndone(ILogger logger, string change, string tenant, string key, Exception failure);
}
