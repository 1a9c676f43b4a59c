using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Savings;
using CostIntel.Grains.Recommendations.Settings;

namespace CostIntel.Grains.Resources;

/// <content>Looks for what could be saved, when an hour of charges or samples is over.</content>
public sealed partial class ResourceGrain
{
    private const long ChangesCountSeconds = 30 * LedgerTime.SecondsPerDay;

    private Advice _advice = null!;
    private int _advisedHour = int.MinValue;
    private IGrainTimer? _adviceTimer;

    /// <inheritdoc/>
    public async Task ReviewAsync(long settingsVersion)
    {
        _advice = await library.OfAsync(_key.Account.Tenant, settingsVersion);
        FollowSlos();
        await AdviseAsync();
    }

    /// <inheritdoc/>
    public Task<SavingView?> MeasureSavingAsync(SavingQuestion question)
    {
        var (first, costs) = FactsReader.DailyCosts(_ledger, question.Currency, time.GetUtcNow().ToUnixTimeSeconds());
        var saving = RealisedSaving.Measure(first, costs, LedgerTime.Day(question.AppliedSeconds), question.PromisedPerMonth);
        return Task.FromResult(saving is null ? null : SavingView.Of(saving));
    }

    // Within an hour nothing comes that would change what is recommended.
    private int NewestHour()
    {
        var newest = Math.Max(0, _ledger.LastCharge);
        foreach (var meter in _telemetry.Meters)
        {
            newest = Math.Max(newest, meter.State.LastSeconds);
        }

        return LedgerTime.Hour(newest);
    }

    private void AdviseLater()
    {
        if (recommendations.Value.Enabled && _adviceTimer is null && NewestHour() != _advisedHour)
        {
            _adviceTimer = this.RegisterGrainTimer(
                static (grain, _) => grain.AdviseAsync(),
                this,
                new GrainTimerCreationOptions(recommendations.Value.LookAfter, Timeout.InfiniteTimeSpan));
        }
    }

    private Task AdviseAsync()
    {
        _adviceTimer?.Dispose();
        _adviceTimer = null;
        _advisedHour = NewestHour();
        return Task.CompletedTask;
    }

    private ResourceFacts? Facts()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var changes = _announcedAt.Count(at => at > now - ChangesCountSeconds && at <= now);
        return FactsReader.Of(_key, _ledger, _telemetry, now, changes);
    }
}
