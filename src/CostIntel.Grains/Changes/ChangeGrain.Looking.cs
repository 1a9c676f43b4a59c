using CostIntel.Domain.Workflow;
using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Changes;

/// <content>Looks at the time, at orders to stop, at what the change rests on and at how it does.</content>
public sealed partial class ChangeGrain
{
    // Clocks are put right now and then; none is trusted for longer.
    private static readonly TimeSpan LookAtLeast = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAtMost = TimeSpan.FromMilliseconds(10);

    private IGrainTimer? _timer;
    private bool _isLooking;
    private bool _isWoken;

    /// <inheritdoc/>
    public Task WakeAsync()
    {
        _isWoken = true;
        _ = LookAsync();
        return Task.CompletedTask;
    }

    // Once at a time: who comes meanwhile makes it go round again.
    private async Task LookAsync()
    {
        if (_isLooking || _isGone)
        {
            return;
        }

        _isLooking = true;
        try
        {
            do
            {
                _isWoken = false;
                await PassTimeAsync();
                await ReviewAsync();
            }
            while (_isWoken && !_isGone);
        }
        catch (Exception failure) when (!_isGone)
        {
            LogNotYet(logger, _caseId, _tenant, failure);
        }
        catch (Exception)
        {
            // The activation was given up; the next one looks.
        }

        _isLooking = false;
        FollowDuties();
        LookWhenDue();
    }

    private async Task PassTimeAsync()
    {
        while (_case.IsDue(time.GetUtcNow()))
        {
            var version = _case.Version;
            await _pump.DoAsync(draft => draft.Do(new PassTime { AtUtc = draft.NowUtc }));
            if (_case.Version == version)
            {
                return;
            }
        }
    }

    private async Task ReviewAsync()
    {
        if (CanOpen())
        {
            // Taken up and never begun: whoever opened it died in between, or was refused.
            if (_openings == 0 && !_duties.Any(duty => duty.Change is not null))
            {
                _lettingGo = Desk.ReleaseAsync(_caseId);
                await _lettingGo;
            }
        }
        else if (_case.IsBeforeStart())
        {
            await ReviewPlanAsync();
        }
        else if (_case is { WatchUntilUtc: not null, Operation: null })
        {
            await LookForBreachAsync();
        }
    }

    private async Task ReviewPlanAsync()
    {
        var design = await planning.DesignAsync(_tenant, _members);
        var stop = await Control.WhyStoppedAsync(design.Stored);
        await _pump.DoAsync(draft =>
        {
            if (Judge(draft.Case, design, stop) is { } command)
            {
                draft.Do(command with { AtUtc = draft.NowUtc });
            }

            return true;
        });
    }

    // The first thing that is not as it was; the others come the next time.
    private static CaseCommand? Judge(Case now, ChangeDesign design, string? stop)
    {
        if (!now.IsBeforeStart())
        {
            return null;
        }

        if (design.Members.Any(member => member.ChangeId != now.Id))
        {
            return new Withdraw("It was not taken up by this change.") { AtUtc = default };
        }

        if (!design.IsHeld || design.Planned is not { } planned)
        {
            return new Withdraw(design.IsHeld ? design.Refusal : "What it rested on no longer holds.") { AtUtc = default };
        }

        return stop switch
        {
            _ when planned.Plan.Hash() != now.PlanHash =>
                new ReplacePlan(planned.Plan, planned.StateHash, "It is planned anew.") { AtUtc = default },
            _ when planned.StateHash != now.StateHash => new ReportState(planned.StateHash) { AtUtc = default },
            { } why when !now.IsHalted => new Halt(why) { AtUtc = default },
            null when now.IsHalted => new Resume("Nothing stops it any more.") { AtUtc = default },
            _ => null,
        };
    }

    private async Task LookForBreachAsync()
    {
        var design = await planning.DesignAsync(_tenant, _members);
        var breach = await inspector.BreachAsync(_case.Plan!, _case.Steps, design.Members, ChangedUtc, CancellationToken.None);
        if (breach is not null)
        {
            await _pump.DoAsync(draft => draft.Case is { WatchUntilUtc: not null }
                ? draft.Do(new ReportBreach(breach) { AtUtc = draft.NowUtc })
                : null);
        }
    }

    // What is not done yet is looked at as soon as somebody can; so is what is watched, which nobody else would look at.
    private static DateTimeOffset? DueOf(ChangeDraft draft)
    {
        var next = draft.Case.WatchUntilUtc is null ? null : (DateTimeOffset?)draft.NowUtc + draft.Case.Plan!.Limits.PollEvery;
        return draft.Duties.Count > 0 ? draft.NowUtc
            : draft.Case.DueUtc is { } due && (next is null || due < next) ? due
            : next;
    }

    private void LookWhenDue()
    {
        var now = time.GetUtcNow();
        var next = _case.WatchUntilUtc is null ? LookAtLeast : _case.Plan!.Limits.PollEvery;
        if (_case.DueUtc is { } due && due - now < next)
        {
            next = due - now;
        }

        if (_case.DueUtc is not null || _duties.Count > 0)
        {
            LookAfter(next < LookAtMost ? LookAtMost : next);
        }
    }

    private void LookAfter(TimeSpan after)
    {
        if (_isGone)
        {
            return;
        }

        _timer?.Dispose();
        _timer = this.RegisterGrainTimer(
            static (grain, _) => grain.WakeAsync(),
            this,
            new GrainTimerCreationOptions(after, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    [LoggerMessage(2601, LogLevel.Warning, "Change {Change} of tenant {Tenant} could not be looked at; it is tried again")]
    private static partial void LogNotYet(ILogger logger, string change, string tenant, Exception failure);
}
