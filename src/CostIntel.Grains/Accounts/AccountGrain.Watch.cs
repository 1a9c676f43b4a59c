using CostIntel.Contracts.State;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Detection;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Grains.Incidents;
using CostIntel.Grains.Resources;
using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Accounts;

/// <content>
/// Looks for anomalies in usage by service and region, and tells resources which hours are over: one that is charged no
/// more hears of it from nobody else.
/// </content>
public sealed partial class AccountGrain
{
    private const int HoursBehind = 2;
    private const int CallsInFlight = 100;
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(15);

    private readonly AccountWatch _watch = new();
    private readonly HashSet<string> _asleep = new(StringComparer.Ordinal);
    private FindingOutbox? _outbox;
    private AccountKey _key;
    private int _toldThrough = int.MinValue;
    private bool _isTelling;

    /// <inheritdoc/>
    public Task WakeAsync(string resource)
    {
        _asleep.Remove(resource);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<EvidenceView> GetEvidenceAsync(EvidenceQuestion question)
    {
        var place = _watch.Find(question.ServiceName, question.RegionId, question.Unit);
        return Task.FromResult(EvidenceView.Of(
            place is null ? [] : EvidencePoint.Of(place, place.Name, question.From, question.To)));
    }

    /// <inheritdoc/>
    public Task<decimal> GetMonthlyCostAsync(string currency) => Task.FromResult(_watch.CostPerHour(currency) * CostHistory.HoursPerMonth);

    private void RestoreWatch(AccountSnapshot snapshot)
    {
        _key = AccountKey.Parse(this.GetPrimaryKeyString());
        _outbox = new FindingOutbox(GrainFactory.GetGrain<IIncidentDeskGrain>(_key.Tenant.ToString()), time);
        foreach (var place in snapshot.Places)
        {
            _watch.Restore(place.ToDomain());
        }

        _outbox.Restore(snapshot.Unreported);
    }

    private void SaveWatch(AccountSnapshot snapshot)
    {
        snapshot.Places.AddRange(_watch.Places.Select(WatchState.ToState));
        snapshot.Unreported.AddRange(_outbox!.Unreported);
    }

    private void Note(IReadOnlyList<AccountEntry> entries)
    {
        if (!detection.Value.Enabled)
        {
            return;
        }

        // What is charged in advance, or was long ago, would move the window that is watched out of the present.
        var current = LedgerTime.Hour(time.GetUtcNow().ToUnixTimeSeconds());
        foreach (var entry in entries)
        {
            if (entry.IsHour && entry.Hour <= current && entry.Hour > current - ResourceLedger.HoursKept)
            {
                _watch.Add(entry);
            }
        }
    }

    private void Detect()
    {
        var found = _watch.Judge(time.GetUtcNow(), detection.Value).Select(found => ToFinding(found.Place, found.Finding)).ToList();
        if (found.Count > 0)
        {
            _outbox!.Add(found);
        }
    }

    private Finding ToFinding(PlaceWatch place, in SeriesFinding finding)
    {
        var name = finding.Series;
        var subject = new Subject(
            _key, "", "", place.ServiceName, place.RegionId, "", [], Measure.Cost, place.Currency);
        return new Finding(
            subject,
            finding.Progress,
            name.StartOf(finding.Slot),
            name.StepSeconds,
            finding.Actual,
            finding.Expected,
            finding.Score,
            finding.Signal);
    }

    private async Task LookAsync()
    {
        Detect();
        await TellResourcesAsync();
        await AdviseWhenDueAsync();
    }

    private async Task TellResourcesAsync()
    {
        var through = _watch.NewestHour == int.MinValue ? int.MinValue : _watch.NewestHour - HoursBehind;
        if (_isTelling || through <= _toldThrough || !detection.Value.Enabled)
        {
            return;
        }

        // What a restart forgets is told again; who has heard of it has nothing to do.
        (_isTelling, _toldThrough) = (true, through);
        try
        {
            foreach (var window in _ledger.Resources.Where(key => !_asleep.Contains(key)).ToList().Chunk(CallsInFlight))
            {
                var awake = await Task.WhenAll(window.Select(key => IsAwakeAsync(key, through)));
                _asleep.UnionWith(window.Where((_, index) => !awake[index]));
            }
        }
        finally
        {
            _isTelling = false;
        }
    }

    // One that fails, because its process has just gone for example, hears of the next hour; the others hear of this one.
    private async Task<bool> IsAwakeAsync(string resource, int through)
    {
        try
        {
            return await GrainFactory.GetGrain<IResourceGrain>(resource).CloseThroughAsync(through);
        }
        catch (Exception failure)
        {
            LogUntold(logger, resource, failure);
            return true;
        }
    }

    [LoggerMessage(2300, LogLevel.Warning, "Resource {Resource} could not be told which hours are over")]
    private static partial void LogUntold(ILogger logger, string resource, Exception failure);
}
