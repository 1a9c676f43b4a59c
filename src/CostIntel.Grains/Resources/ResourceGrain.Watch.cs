using CostIntel.Contracts.State;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Detection;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Telemetry;
using CostIntel.Grains.Accounts;
using CostIntel.Grains.Incidents;
using CostIntel.Grains.Queries;

namespace CostIntel.Grains.Resources;

/// <content>Looks for anomalies in what is charged, and reports them.</content>
public sealed partial class ResourceGrain
{
    private const int AnnouncementsKept = 50;
    private const int HoursUntilAsleep = 7 * 24;

    private readonly ResourceWatch _noted = new();
    private LedgerTotals _totals = null!;
    private readonly List<string> _announcements = [];
    private readonly List<long> _announcedAt = [];
    private readonly List<SeriesFinding> _found = [];
    private bool _isWatching;
    private bool _isAsleep;
    private readonly List<MeterFinding> _measured = [];
    private (long Watch, long Outbox, int Announcements) _savedWatch;

    private SeriesWatch Watch => _noted.Watch;

    private PriceWatch _price = new();
    private FindingOutbox? _outbox;
    private IGrainTimer? _lateTimer;

    /// <inheritdoc/>
    public async Task AnnounceAsync(string announcementId, long unixSeconds)
    {
        if (_announcements.Contains(announcementId))
        {
            return;
        }

        Watch.Announce(unixSeconds);
        _announcements.Add(announcementId);
        _announcedAt.Add(unixSeconds);
        if (_announcements.Count > AnnouncementsKept)
        {
            _announcements.RemoveAt(0);
            _announcedAt.RemoveAt(0);
        }

        await _saves.RunAsync(() => _adding, SaveWatchAsync);
    }

    /// <inheritdoc/>
    public Task<bool> CloseThroughAsync(int hour)
    {
        var isQuiet = !_isWatching || LedgerTime.Hour(_ledger.LastCharge) < hour - HoursUntilAsleep;
        if (!isQuiet)
        {
            var found = new List<SeriesFinding>();
            Watch.CloseThrough(hour, _totals, time.GetUtcNow(), detection.Value, found);
            Report(found);
        }

        _isAsleep = isQuiet;
        _closedHour = Math.Max(_closedHour, hour);
        AdviseLater();
        return Task.FromResult(!isQuiet);
    }

    private SeriesOutlook[] Outlooks() =>
    [
        .. Watch.Series.Where(series => series.Monitor.Newest != int.MinValue).Select(series =>
        {
            var (name, slot) = (series.Name, series.Monitor.Newest + 1);
            var expected = series.Monitor.Detector.Expect(slot);
            return new SeriesOutlook(
                (int)name.Measure, name.Unit, name.StartOf(slot), name.StepSeconds,
                expected.Expected, expected.Low, expected.High, series.Monitor.Detector.Age);
        }),
    ];

    private void RestoreWatch()
    {
        var snapshot = watch.State;
        watch.State = new WatchSnapshot();
        _isWatching = detection.Value.Enabled;
        _totals = new LedgerTotals(_ledger);
        _outbox = new FindingOutbox(GrainFactory.GetGrain<IIncidentDeskGrain>(_key.Account.Tenant.ToString()), time);
        foreach (var series in snapshot.Watched)
        {
            Watch.Restore(series.ToDomain());
        }

        _announcements.AddRange(snapshot.Announcements);
        // Of those that were stored without a time, nobody asks any more.
        _announcedAt.AddRange(snapshot.AnnouncedAt.Count == snapshot.Announcements.Count
            ? snapshot.AnnouncedAt
            : Enumerable.Repeat(0L, snapshot.Announcements.Count));
        _outbox.Restore(snapshot.Unreported);
        _telemetry = state.State.ToTelemetry(snapshot, _measured);
        _price = snapshot.Price?.ToDomain() ?? new PriceWatch();
    }

    // Before the ledger's snapshot: what is found again in the log's tail changes nothing, what was not is lost.
    private async Task SaveWatchAsync()
    {
        var version = (Watch.Version, _outbox!.Version, _announcements.Count);
        if (version == _savedWatch && !_telemetry.IsWorthStoring)
        {
            return;
        }

        var snapshot = new WatchSnapshot();
        snapshot.Watched.AddRange(Watch.Series.Select(WatchState.ToState));
        snapshot.Unreported.AddRange(_outbox.Unreported);
        snapshot.Announcements.AddRange(_announcements);
        snapshot.AnnouncedAt.AddRange(_announcedAt);
        _telemetry.SaveMeters(snapshot);
        var slos = _telemetry.SloChanges;
        snapshot.Price = _price.ToState();
        watch.State = snapshot;
        await watch.WriteStateAsync();
        watch.State = new WatchSnapshot();
        _telemetry.StoredThrough(snapshot.SampleCount, slos);
        _savedWatch = version;
    }

    private void Detect()
    {
        if (!_isWatching)
        {
            _measured.Clear();
            return;
        }

        ReportMeasured();
        if (_isAsleep)
        {
            _isAsleep = false;
            _ = GrainFactory.GetGrain<IAccountGrain>(_key.Account.ToString()).WakeAsync(_key.ToString());
        }

        Watch.Advance(_totals, time.GetUtcNow(), detection.Value, _found);
        JudgePrice(_found);
        Report(_found);
        _found.Clear();
        if (_lateTimer is null && Watch.IsWaiting)
        {
            var quiet = detection.Value.LateQuiet;
            _lateTimer = this.RegisterGrainTimer(
                static (grain, _) => grain.JudgeLateAsync(),
                this,
                new GrainTimerCreationOptions(quiet, quiet));
        }
    }

    private Task JudgeLateAsync()
    {
        var found = new List<SeriesFinding>();
        Watch.Flush(_totals, time.GetUtcNow(), detection.Value, found);
        JudgePrice(found);
        Report(found);
        if (!Watch.IsWaiting)
        {
            _lateTimer?.Dispose();
            _lateTimer = null;
        }

        return Task.CompletedTask;
    }

    private void JudgePrice(List<SeriesFinding> findings)
    {
        if (_price.HasNews(Watch))
        {
            var found = new List<SeriesFinding>();
            _price.Advance(Watch, _totals, found);
            var from = (time.GetUtcNow() - detection.Value.RaiseWithin).ToUnixTimeSeconds();
            findings.AddRange(found.Where(finding => finding.Series.StartOf(finding.Slot + 1) >= from));
        }
    }

    // What was measured long ago is history: it is learnt from, not told.
    private void ReportMeasured()
    {
        if (_measured.Count == 0)
        {
            return;
        }

        var from = (time.GetUtcNow() - detection.Value.RaiseWithin).ToUnixTimeSeconds();
        _outbox!.Add(_measured
            .Where(finding => finding.UnixSeconds >= from)
            .Select(finding => finding.About(ResourceFindings.SubjectOf(_key, _ledger.Description, Measure.Metric, finding.Metric))));
        _measured.Clear();
    }

    private void Report(List<SeriesFinding> found)
    {
        if (found.Count > 0)
        {
            _outbox!.Add(ResourceFindings.Of(_key, _ledger.Description!, _totals, Watch, found));
        }
    }
}
