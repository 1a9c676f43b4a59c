using CostIntel.Contracts.Recommendations;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Grains.Desks;
using CostIntel.Grains.Live;
using CostIntel.Grains.Notifications;
using CostIntel.Storage.Desks;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace CostIntel.Grains.Recommendations.Desk;

/// <inheritdoc cref="IRecommendationDeskGrain"/>
/// <remarks>
/// Reentrant, so that works gather while a commit is on its way to the disk. The book in memory is ahead of the store for
/// as long; when a commit fails the activation is given up, and the next one starts from what is durable.
/// </remarks>
[Reentrant]
[GrainType("recommendation-desk")]
public sealed partial class RecommendationDeskGrain(
    DeskStores stores, TimeProvider time, IOptions<RecommendationOptions> options, ILogger<RecommendationDeskGrain> logger)
    : Grain, IRecommendationDeskGrain
{
    private static readonly TimeSpan KeptRest = TimeSpan.FromDays(400);
    private static readonly TimeSpan TidyInterval = TimeSpan.FromHours(6);

    private string _tenant = "";
    private RecommendationBook _book = null!;
    private CommitPump<RecommendationBatch> _pump = null!;
    private long _sequence;
    private long _lastEvent;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _tenant = this.GetPrimaryKeyString();
        _pump = new(() => new RecommendationBatch(_book, time.GetUtcNow()), CommitAsync, Fail);
        var record = await stores.Recommendations.OpenAsync(_tenant, time.GetUtcNow() - RecommendationBook.Kept, cancellationToken);
        _sequence = _lastEvent = record.LastSequence;
        _book = new RecommendationBook(record.Items.Select(payload => StoredRecommendation.Parser.ParseFrom(payload).ToDomain()));
        this.RegisterGrainTimer(
            static (grain, cancellation) => grain.TidyAsync(cancellation),
            this,
            new GrainTimerCreationOptions(TidyInterval, TidyInterval) { Interleave = true });
        this.RegisterGrainTimer(
            static (grain, _) => grain.LookAfterAllAsync(),
            this,
            new GrainTimerCreationOptions(options.Value.MeasureEvery, options.Value.MeasureEvery) { Interleave = true });
    }

    /// <inheritdoc/>
    public async Task ReportAsync(AdviceReport report)
    {
        var advice = StoredAdvice.Parser.ParseFrom(report.Advice.Span);
        var target = advice.Target.ToDomain();
        await _pump.DoAsync(batch =>
        {
            batch.Add(_book.Report(
                target,
                [.. advice.Held.Select(ProposalMapping.ToProposal)],
                advice.MinimumConfidence,
                TimeSpan.FromDays(advice.CoolDownDays),
                batch.NowUtc));
            return true;
        });
        WakeChangeOf(target);
    }

    /// <inheritdoc/>
    public async Task<RecommendationAnswer> CommandAsync(RecommendationCommand command)
    {
        if (!RecommendationId.TryParse(command.RecommendationId, out var id) || await FindAsync(id) is null)
        {
            return new(null, null);
        }

        var answer = await _pump.DoAsync(batch =>
        {
            try
            {
                batch.Add(Do(command, _book.Find(id)!, batch.NowUtc));
                return new RecommendationAnswer(Shown(_book.Find(id)!).ToByteArray(), null);
            }
            catch (RecommendationRefusedException refusal)
            {
                return new RecommendationAnswer(null, refusal.Message);
            }
        });
        if (answer.Refusal is null && command.Action == RecommendationAction.Apply)
        {
            await MeasureAsync(_book.Find(id)!);
            return new(Shown(_book.Find(id)!).ToByteArray(), null);
        }

        return answer;
    }

    /// <inheritdoc/>
    public async Task<byte[]?> GetAsync(string recommendationId) =>
        RecommendationId.TryParse(recommendationId, out var id) && await FindAsync(id) is { } found
            ? Shown(found).ToByteArray()
            : null;

    /// <inheritdoc/>
    public Task<long> HeadAsync() => Task.FromResult(_sequence);

    // What ended long ago is in the store alone.
    private async Task<Recommendation?> FindAsync(RecommendationId id)
    {
        if (_book.Find(id) is { } known)
        {
            return known;
        }

        if (await stores.Recommendations.FindAsync(_tenant, id.ToString(), CancellationToken.None) is not { } payload)
        {
            return null;
        }

        if (_book.Find(id) is null)
        {
            _book.Put(StoredRecommendation.Parser.ParseFrom(payload).ToDomain());
        }

        return _book.Find(id);
    }

    private RecommendationOutcome Do(RecommendationCommand command, Recommendation recommendation, DateTimeOffset nowUtc) => command.Action switch
    {
        // Whoever asks has seen it before it was taken up; asked again, the change itself is asked.
        _ when recommendation.IsUnderway || recommendation.IsKeptByChange => throw new RecommendationRefusedException(
            $"Recommendation '{recommendation.Id}' has been taken up by change '{recommendation.ChangeId}'; ask again."),
        RecommendationAction.Reject => RecommendationCommands.Reject(
            _book, recommendation, command.Actor, command.Comment, command.AtUtc, nowUtc),
        RecommendationAction.Apply => RecommendationCommands.Apply(
            _book, recommendation, command.Actor, command.Comment, command.AtUtc ?? nowUtc, nowUtc),
        _ => RecommendationCommands.RollBack(_book, recommendation, command.Actor, command.Comment, nowUtc),
    };

    private Contracts.V1.Recommendation Shown(Recommendation recommendation) =>
        recommendation.ToMessage(_book.TrustIn(recommendation.Proposal.Candidate.Rule), time.GetUtcNow());

    private async Task CommitAsync(RecommendationBatch batch)
    {
        if (batch.IsEmpty)
        {
            return;
        }

        var commit = batch.ToCommit(_tenant, _sequence);
        await stores.Recommendations.CommitAsync(commit, CancellationToken.None);
        _sequence = commit.Sequence;
        RecommendationInstruments.Count(batch.Events);
        TakeUpLater(batch.Events.Select(happened => happened.Recommendation));
        if (commit.Events.Count > 0)
        {
            _ = TellAsync(new DeskEvents(_lastEvent, commit.After + 1, [.. commit.Events]));
            _lastEvent = commit.Sequence;
        }
    }

    private async Task TellAsync(DeskEvents happened)
    {
        try
        {
            await LiveDesk.Of(this.GetStreamProvider(LiveUsage.Provider), LiveDesk.Recommendations, TenantId.Parse(_tenant))
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
            await stores.Recommendations.TidyAsync(_tenant, now - KeptRest, now - KeptRest, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogTidyFailed(logger, _tenant, failure);
        }
    }

    [LoggerMessage(2410, LogLevel.Error, "What happened to recommendations of tenant {Tenant} could not be kept; it is taken again")]
    private static partial void LogCommitFailed(ILogger logger, string tenant, Exception failure);

    [LoggerMessage(2411, LogLevel.Warning, "The live stream of recommendations of tenant {Tenant} cannot be reached")]
    private static partial void LogUntold(ILogger logger, string tenant, Exception failure);

    [LoggerMessage(2412, LogLevel.Warning, "Old recommendations of tenant {Tenant} could not be dropped")]
    private static partial void LogTidyFailed(ILogger logger, string tenant, Exception failure);
}
