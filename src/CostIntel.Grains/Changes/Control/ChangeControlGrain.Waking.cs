using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Changes.Control;

/// <content>
/// Wakes changes: those that are due, and after an order to stop all that are under way. A reminder brings the grain back
/// after a restart; the first look of an activation wakes all, since nobody knows whom the one before had told.
/// </content>
public sealed partial class ChangeControlGrain
{
    private const string LookAnyway = "look";
    private const int WokenAtOnce = 1_000;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TidyEvery = TimeSpan.FromHours(6);

    private bool _isWatched;
    private bool _isLooking;
    private bool _wakesAll = true;
    private IGrainTimer? _looks;

    /// <inheritdoc/>
    public async Task WatchAsync()
    {
        if (!_isWatched)
        {
            // It stays: whoever asked for changes once asks again.
            await this.RegisterOrUpdateReminder(LookAnyway, LookEvery, LookEvery);
            _isWatched = true;
        }
    }

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _isWatched = true;
        return LookAsync();
    }

    private void StartLooking()
    {
        var every = options.Value.WakeEvery;
        _looks = this.RegisterGrainTimer(
            static (grain, _) => grain.LookAsync(), this, new GrainTimerCreationOptions(every, every) { Interleave = true });
        this.RegisterGrainTimer(
            static (grain, cancellation) => grain.TidyAsync(cancellation),
            this,
            new GrainTimerCreationOptions(TidyEvery, TidyEvery) { Interleave = true });
    }

    private void WakeAll()
    {
        _wakesAll = true;
        _looks?.Change(TimeSpan.Zero, options.Value.WakeEvery);
    }

    private async Task LookAsync()
    {
        if (_isLooking)
        {
            return;
        }

        _isLooking = true;
        try
        {
            await WakeAsync(await cases.DueAsync(Tenant, time.GetUtcNow(), WokenAtOnce, CancellationToken.None));
            while (_wakesAll)
            {
                // An order that comes meanwhile asks for another round.
                _wakesAll = false;
                await WakeUnderwayAsync();
            }
        }
        catch (Exception failure)
        {
            // The next look tries again.
            LogNotWoken(logger, Tenant, failure);
        }

        _isLooking = false;
    }

    private async Task WakeUnderwayAsync()
    {
        try
        {
            await WakeAsync(await cases.UnderwayAsync(Tenant, CancellationToken.None));
        }
        catch
        {
            _wakesAll = true;
            throw;
        }
    }

    private async Task WakeAsync(IReadOnlyList<string> caseIds)
    {
        foreach (var some in caseIds.Chunk(WokenAtOnce))
        {
            await Task.WhenAll(some.Select(id => GrainFactory.GetGrain<IChangeGrain>(ChangeKey.Of(Tenant, id)).WakeAsync()));
        }
    }

    private async Task TidyAsync(CancellationToken cancellation)
    {
        try
        {
            await cases.TidyAsync(Tenant, time.GetUtcNow() - options.Value.KeepFor, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogTidyFailed(logger, Tenant, failure);
        }
    }

    [LoggerMessage(2662, LogLevel.Warning, "Changes of tenant {Tenant} could not be woken; it is tried again")]
    private static partial void LogNotWoken(ILogger logger, string tenant, Exception failure);

    [LoggerMessage(2663, LogLevel.Warning, "Changes of tenant {Tenant} that are over could not be dropped; it is tried again")]
    private static partial void LogTidyFailed(ILogger logger, string tenant, Exception failure);
}
