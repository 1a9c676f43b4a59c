using CostIntel.Contracts.Recommendations;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Ledger;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Recommendations.Recommenders;
using CostIntel.Domain.Recommendations.Savings;
using CostIntel.Grains.Accounts;
using CostIntel.Grains.Recommendations.Desk;
using CostIntel.Grains.Recommendations.Settings;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace CostIntel.Grains.Resources;

/// <content>Looks for what could be saved, when an hour of charges or samples is over.</content>
public sealed partial class ResourceGrain
{
    private const double SpreadMost = 3;
    private const double LateFactor = 20;
    private const long ChangesCountSeconds = 30 * LedgerTime.SecondsPerDay;

    private Advice _advice = null!;
    private long _advisedHours = -1;
    private long _advisedThrough = -1;
    private bool _isSlow;
    private IGrainTimer? _adviceTimer;
    private int _adviceTurn;
    private int _closedHour;
    // What the activation before has told the desk, this one does not know.
    private bool _mayHaveAdvised = true;

    /// <inheritdoc/>
    public Task ReviewAsync(long settingsVersion) => AdviseAsync(settingsVersion);

    // One copy of them is shared by all resources of the tenant, so asking costs nothing.
    private async Task TakeSettingsAsync(long version)
    {
        var advice = await library.OfAsync(_key.Account.Tenant, version);
        if (!ReferenceEquals(advice, _advice))
        {
            _advice = advice;
            FollowSlos();
        }
    }

    /// <inheritdoc/>
    public Task<SavingView?> MeasureSavingAsync(SavingQuestion question)
    {
        var (first, costs) = FactsReader.DailyCosts(_ledger, question.Currency, time.GetUtcNow().ToUnixTimeSeconds());
        var saving = RealisedSaving.Measure(
            first,
            costs,
            LedgerTime.Day(question.AppliedSeconds),
            question.PromisedPerMonth,
            new PaidElsewhere(question.ElsewhereRatio, question.ElsewherePerMonth));
        return Task.FromResult(saving is null ? null : SavingView.Of(saving));
    }

    // What is over grows with each hour of charges or samples that is: within an hour little comes that would change what
    // is recommended. One that is no longer charged hears of hours from its account.
    private long HoursOver()
    {
        var hours = (long)Math.Max(_closedHour, LedgerTime.Hour(Math.Max(0, _ledger.LastCharge)));
        foreach (var meter in _telemetry.Meters)
        {
            hours += LedgerTime.Hour(meter.State.LastSeconds);
        }

        return hours;
    }

    private void AdviseLater()
    {
        var isOver = HoursOver() != _advisedHours;
        if (!recommendations.Value.Enabled || (!isOver && _advisedThrough == _ledger.AppliedThrough) || (_adviceTimer is not null && !(isOver && _isSlow)))
        {
            return;
        }

        // All resources come to a new hour at once; they look one after the other. Late charges can wait longer.
        var spread = 1 + (SpreadMost * unchecked((uint)_key.GetHashCode()) / uint.MaxValue);
        var after = recommendations.Value.LookAfter * spread * (isOver ? 1 : LateFactor);
        _isSlow = !isOver;
        _adviceTimer?.Dispose();
        _adviceTimer = this.RegisterGrainTimer(
            static (grain, _) => grain.AdviseOrRetryAsync(),
            this,
            new GrainTimerCreationOptions(after, Timeout.InfiniteTimeSpan) { Interleave = true });
    }

    // When the desk cannot be reached now, it is a little later.
    private async Task AdviseOrRetryAsync()
    {
        try
        {
            await AdviseAsync(0);
        }
        catch (Exception failure)
        {
            LogUnadvised(logger, _key.ToString(), failure);
            AdviseLater();
        }
    }

    private async Task AdviseAsync(long settingsVersion)
    {
        _adviceTimer?.Dispose();
        _adviceTimer = null;
        await TakeSettingsAsync(settingsVersion);
        if (!_advice.IsUsable)
        {
            return;
        }

        var turn = ++_adviceTurn;
        var (hours, through) = (HoursOver(), _ledger.AppliedThrough);
        var facts = recommendations.Value.Enabled ? Facts() : null;
        var candidates = facts is null ? [] : Advisor.Candidates(facts, _advice.Catalog, _advice.Policy);
        if (candidates.Count > 0 || _mayHaveAdvised)
        {
            var proposals = candidates.Count == 0 ? [] : await AppraiseAsync(facts!, candidates);
            // Whoever has looked since has seen more.
            if (turn != _adviceTurn)
            {
                return;
            }

            await ReportAsync(facts?.Currency.Code ?? _ledger.Description?.Currency.Code ?? "", proposals);
            _mayHaveAdvised = proposals.Length > 0;
        }

        (_advisedHours, _advisedThrough) = (hours, through);
    }

    private async Task<Proposal[]> AppraiseAsync(ResourceFacts facts, IReadOnlyList<Candidate> candidates)
    {
        var account = GrainFactory.GetGrain<IAccountGrain>(_key.Account.ToString());
        var accountCost = await account.GetMonthlyCostAsync(facts.Currency.Code);
        return [.. Appraisal.Of(facts, candidates, _advice.Policy, SloStatuses(facts.NowSeconds), accountCost)];
    }

    private Task ReportAsync(string currency, Proposal[] proposals)
    {
        var advice = new StoredAdvice
        {
            Target = ResourceFindings.SubjectOf(_key, _ledger.Description, Measure.Cost, currency).ToStoredTarget(),
            CoolDownDays = _advice.Policy.LookBackDays,
        };
        advice.MinimumConfidence = _advice.Policy.MinimumConfidence;
        advice.Held.AddRange(proposals.Select(ProposalMapping.ToMessage));
        return GrainFactory.GetGrain<IRecommendationDeskGrain>(_key.Account.Tenant.ToString())
            .ReportAsync(new AdviceReport(advice.ToByteArray()));
    }

    private ResourceFacts? Facts()
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var changes = _announcedAt.Count(at => at > now - ChangesCountSeconds && at <= now);
        return FactsReader.Of(_key, _ledger, _telemetry, now, changes);
    }

    [LoggerMessage(2420, LogLevel.Warning, "Recommendations of resource {Resource} could not be told; it is tried again")]
    private static partial void LogUnadvised(ILogger logger, string resource, Exception failure);
}
