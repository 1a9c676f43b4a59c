using CostIntel.Contracts.Recommendations;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Recommendations.Book;
using CostIntel.Domain.Recommendations.Commitments;
using CostIntel.Grains.Accounts;
using CostIntel.Grains.Recommendations.Desk;
using CostIntel.Grains.Recommendations.Settings;
using CostIntel.Grains.Resources;
using CostIntel.Grains.Serialization;
using Google.Protobuf;
using Microsoft.Extensions.Options;

namespace CostIntel.Grains.Recommendations.Accounts;

/// <inheritdoc cref="IAccountAdvisorGrain"/>
/// <remarks>
/// What it has told the desk about is stored, so that it can say of each of these that it no longer holds.
/// </remarks>
[GrainType("account-advisor")]
public sealed class AccountAdvisorGrain(
    AdviceLibrary library,
    IOptions<RecommendationOptions> options,
    [PersistentState("account-advisor", GrainStores.Snapshots)] IPersistentState<AdvisorSnapshot> state)
    : Grain, IAccountAdvisorGrain
{
    private const int CallsInFlight = 100;

    private AccountKey _key;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _key = AccountKey.Parse(this.GetPrimaryKeyString());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task ReviewAsync(AccountReview review)
    {
        var advice = await library.OfAsync(_key.Tenant, review.SettingsVersion);
        if (!advice.IsUsable)
        {
            return;
        }

        await ReportAsync(options.Value.Enabled ? await FindAsync(review, advice) : [], advice);
    }

    private async Task<IReadOnlyList<AccountCandidate>> FindAsync(AccountReview review, Advice advice)
    {
        var window = new CommitmentWindow(review.EndDay);
        var provider = advice.Catalog.ProviderName(_key.Provider);
        var offers = advice.Catalog.Commitments.Where(offer => offer.Provider == provider).ToList();
        var question = new CommitmentQuestion(
            review.EndDay,
            [.. offers.SelectMany(offer => offer.ServiceNames).Distinct()],
            offers.Exists(offer => offer.ServiceNames.Count == 0));
        var totals = new CommitmentTotals(window);
        foreach (var keys in review.Resources.Chunk(CallsInFlight))
        {
            var views = await Task.WhenAll(
                keys.Select(key => GrainFactory.GetGrain<IResourceGrain>(key).GetCommitmentsAsync(question)));
            foreach (var view in views)
            {
                totals.Add(view.ToBasis(window));
            }
        }

        return AccountAdvisor.Candidates(_key.Provider, totals.ToBasis(), advice.Catalog, advice.Policy);
    }

    private async Task ReportAsync(IReadOnlyList<AccountCandidate> found, Advice advice)
    {
        var held = new List<(StoredTarget Target, Proposal Proposal)>();
        foreach (var candidate in found)
        {
            var account = GrainFactory.GetGrain<IAccountGrain>(_key.ToString());
            var cost = await account.GetMonthlyCostAsync(candidate.Currency);
            held.Add((
                AccountAppraisal.TargetOf(_key, candidate).ToStoredTarget(),
                AccountAppraisal.Of(candidate, cost)));
        }

        StoredTarget[] now = [.. held.Select(one => one.Target).Distinct()];
        StoredTarget[] all = [.. now.Union(state.State.Told)];
        // Before it is told: otherwise what was told could be forgotten and never be taken back.
        await StoreAsync(all);
        foreach (var target in all)
        {
            var report = new StoredAdvice { Target = target, CoolDownDays = advice.Policy.LookBackDays, MinimumConfidence = advice.Policy.MinimumConfidence };
            report.Held.AddRange(held.Where(one => one.Target.Equals(target)).Select(one => one.Proposal.ToMessage()));
            await GrainFactory.GetGrain<IRecommendationDeskGrain>(_key.Tenant.ToString())
                .ReportAsync(new AdviceReport(report.ToByteArray()));
        }

        await StoreAsync(now);
    }

    private async Task StoreAsync(StoredTarget[] told)
    {
        if (told.Length == state.State.Told.Count && told.All(state.State.Told.Contains))
        {
            return;
        }

        state.State = new AdvisorSnapshot { Told = { told } };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            // What is in memory may not be what is stored; the next activation knows.
            DeactivateOnIdle();
            throw;
        }
    }
}
