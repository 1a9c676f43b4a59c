using CostIntel.Domain.Forecasting;
using CostIntel.Domain.Ledger;
using CostIntel.Grains.Recommendations.Accounts;
using CostIntel.Grains.Resources;
using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Accounts;

/// <content>Has its resources, and the account as a whole, looked at for what could be saved.</content>
public sealed partial class AccountGrain
{
    // Charges of some providers are days behind; an account that is not charged for longer has ended.
    private const int SilentDaysMax = 3;
    private const int LooksWaitedMax = 20;
    private const int LooksRestedMax = 4;

    private int _advisedEndDay = int.MinValue;
    private bool _pastChanged;
    private bool _isPending;
    private bool _isAdvising;
    private int _looksWaited;
    private int _looksToRest;

    /// <inheritdoc/>
    public async Task ReviewAsync(long settingsVersion)
    {
        foreach (var window in _ledger.Resources.ToList().Chunk(CallsInFlight))
        {
            await Task.WhenAll(window.Select(key => ReviewAsync(key, settingsVersion)));
        }

        await AdviseAsync(EndDay(), settingsVersion);
    }

    // One that fails looks again by itself, and takes no other with it.
    private async Task ReviewAsync(string resource, long settingsVersion)
    {
        try
        {
            await GrainFactory.GetGrain<IResourceGrain>(resource).ReviewAsync(settingsVersion);
        }
        catch (Exception failure)
        {
            LogUnreviewed(logger, resource, failure);
        }
    }

    // Charges of a day that is not over change nothing about the account as a whole yet. Of charges by the day no hour is
    // told.
    private void NotePast(IReadOnlyList<AccountEntry> entries)
    {
        var end = _advisedEndDay == int.MinValue ? int.MaxValue : _advisedEndDay * LedgerTime.HoursPerDay;
        _pastChanged |= entries.Any(entry => entry.IsHour && entry.Hour < end) || !entries.Any(entry => entry.IsHour);
    }

    private async Task AdviseWhenDueAsync()
    {
        if (_looksToRest > 0)
        {
            _looksToRest--;
            return;
        }

        var endDay = EndDay();
        if (_isAdvising || !(_pastChanged || _isPending || endDay != _advisedEndDay))
        {
            return;
        }

        // While an import goes on, each look would be out of date at once.
        if (_pastChanged && _looksWaited < LooksWaitedMax)
        {
            (_pastChanged, _isPending, _looksWaited) = (false, true, _looksWaited + 1);
            return;
        }

        (_isAdvising, _pastChanged, _isPending, _looksWaited) = (true, false, false, 0);
        try
        {
            await AdviseAsync(endDay, 0);
            _advisedEndDay = endDay;
        }
        catch (Exception failure)
        {
            // What could not be reached, because its process has just gone for example, may be in a minute.
            (_isPending, _looksToRest) = (true, LooksRestedMax);
            LogUnadvised(logger, _key.ToString(), failure);
        }
        finally
        {
            _isAdvising = false;
        }
    }

    private Task AdviseAsync(int endDay, long settingsVersion) => _ledger.Resources.Count == 0
        ? Task.CompletedTask
        : GrainFactory.GetGrain<IAccountAdvisorGrain>(_key.ToString())
            .ReviewAsync(new AccountReview(endDay, settingsVersion, [.. _ledger.Resources]));

    /// <summary>The day after the last one whose charges are complete.</summary>
    private int EndDay()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var today = LedgerTime.Day(now);
        var newest = _watch.NewestHour == int.MinValue ? today : _watch.NewestHour / LedgerTime.HoursPerDay;
        return CompleteDays.Last(Math.Max(newest, today - SilentDaysMax), now) + 1;
    }

    [LoggerMessage(2431, LogLevel.Warning, "Resource {Resource} could not look again at what it recommends")]
    private static partial void LogUnreviewed(ILogger logger, string resource, Exception failure);

    [LoggerMessage(2430, LogLevel.Warning, "What account {Account} could save could not be told; it is tried again")]
    private static partial void LogUnadvised(ILogger logger, string account, Exception failure);
}
