using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Detection;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Grains.Desks;
using CostIntel.Grains.Live;
using CostIntel.Grains.Notifications;
using CostIntel.Storage.Desks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace CostIntel.Grains.Incidents;

/// <inheritdoc cref="IIncidentDeskGrain"/>
/// <remarks>
/// Reentrant, so that works gather while a commit is on its way to the disk. The book in memory is ahead of the store for
/// as long; when a commit fails the activation is given up, and the next one starts from what is durable.
/// </remarks>
[Reentrant]
[GrainType("incident-desk")]
public sealed partial class IncidentDeskGrain(
    DeskStores stores, TimeProvider time, IOptions<DetectionOptions> detection, ILogger<IncidentDeskGrain> logger)
    : Grain, IIncidentDeskGrain
{
    private static readonly TimeSpan KeptClosed = TimeSpan.FromDays(7);
    private static readonly TimeSpan KeptFindings = TimeSpan.FromDays(35);
    private static readonly TimeSpan KeptRest = TimeSpan.FromDays(400);
    private static readonly TimeSpan TidyInterval = TimeSpan.FromHours(6);

    private string _tenant = "";
    private IncidentBook _book = null!;
    private long _sequence;
    private long _lastEvent;
    private CommitPump<DeskBatch> _pump = null!;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _tenant = this.GetPrimaryKeyString();
        _pump = new CommitPump<DeskBatch>(() => new DeskBatch(time.GetUtcNow()), CommitAsync, Fail);
        var record = await stores.Incidents.OpenAsync(_tenant, time.GetUtcNow() - KeptClosed, cancellationToken);
        var tenant = TenantId.Parse(_tenant);
        _sequence = _lastEvent = record.LastSequence;
        _book = new IncidentBook(
            record.Rules is { } rules ? StoredRules.Parser.ParseFrom(rules).ToDomain() : RuleBook.Empty,
            record.Items.Select(payload => StoredIncident.Parser.ParseFrom(payload).ToDomain(tenant)));
        ExplainWhatIsOpen();
        this.RegisterGrainTimer(
            static (grain, cancellation) => grain.TidyAsync(cancellation),
            this,
            new GrainTimerCreationOptions(TidyInterval, TidyInterval) { Interleave = true });
    }

    /// <inheritdoc/>
    public Task ReportAsync(FindingReport report) => DoAsync(batch =>
    {
        foreach (var stored in StoredFindings.Parser.ParseFrom(report.Findings.Span).Findings)
        {
            batch.Add(stored);
            batch.Add(_book.Report(stored.ToDomain(), batch.NowUtc));
        }

        return Nothing;
    });

    /// <inheritdoc/>
    public Task<long> HeadAsync() => Task.FromResult(_sequence);

    private static DeskAnswer Nothing { get; } = new(null, null);

    // A refusal is an answer.
    private Task<DeskAnswer> DoAsync(Func<DeskBatch, DeskAnswer> work) => _pump.DoAsync(batch =>
    {
        try
        {
            return work(batch);
        }
        catch (Exception refusal) when (refusal is IncidentRefusedException or FormatException)
        {
            return new DeskAnswer(null, refusal.Message);
        }
    });

    private async Task CommitAsync(DeskBatch batch)
    {
        if (batch.IsEmpty)
        {
            return;
        }

        var commit = batch.ToCommit(_tenant, _sequence, RulesMessage);
        await stores.Incidents.CommitAsync(commit, CancellationToken.None);
        _sequence = commit.Sequence;
        batch.Count();
        if (commit.Events.Count > 0)
        {
            _ = TellAsync(new DeskEvents(_lastEvent, commit.After + 1, [.. commit.Events]));
            _lastEvent = commit.Sequence;
        }

        foreach (var id in batch.Unexplained)
        {
            ExplainLater(id);
        }
    }

    private async Task TellAsync(DeskEvents happened)
    {
        try
        {
            await LiveDesk.Of(this.GetStreamProvider(LiveUsage.Provider), LiveDesk.Incidents, TenantId.Parse(_tenant))
                .OnNextAsync(happened);
            // Whoever watches is told first: letters are sent from the store, and can wait.
            await GrainFactory.GetGrain<INotificationGrain>(_tenant).PokeAsync();
        }
        catch (Exception failure)
        {
            // Who watches finds it in the store a little later.
            LogUntold(logger, _tenant, failure);
        }
    }

    private void Fail(Exception failure)
    {
        LogCommitFailed(logger, _tenant, failure);
        DeactivateOnIdle();
    }

    private async Task TidyAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        _book.Forget(now);
        try
        {
            await stores.Incidents.TidyAsync(_tenant, now - KeptFindings, now - KeptRest, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogTidyFailed(logger, _tenant, failure);
        }
    }

    [LoggerMessage(2200, LogLevel.Error, "What happened to incidents of tenant {Tenant} could not be kept; it is taken again")]
    private static partial void LogCommitFailed(ILogger logger, string tenant, Exception failure);

    [LoggerMessage(2201, LogLevel.Warning, "The live stream of incidents of tenant {Tenant} cannot be reached")]
    private static partial void LogUntold(ILogger logger, string tenant, Exception failure);

    [LoggerMessage(2202, LogLevel.Warning, "Old incidents of tenant {Tenant} could not be dropped")]
    private static partial void LogTidyFailed(ILogger logger, string tenant, Exception failure);
}
