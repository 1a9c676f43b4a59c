using CostIntel.Contracts.Simulations;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Simulation.Results;
using CostIntel.Grains.Simulations;
using CostFilter = CostIntel.Domain.Queries.CostFilter;

namespace CostIntel.Grains.Resources;

/// <content>Answers what would have been if it had been otherwise.</content>
public sealed partial class ResourceGrain
{
    /// <inheritdoc/>
    public async Task<SimulationPart> SimulateAsync(SimulationQuestion question)
    {
        if (_ledger.Description is not { } description
            || !question.Filters.All(filter => IsKeptBy(filter.ToFilter(), description)))
        {
            return new SimulationPart(SimulationStanding.FilteredOut);
        }

        if (Facts() is not { Costs.Days: > 0 } facts)
        {
            return new SimulationPart(SimulationStanding.WithoutDays);
        }

        if (_advice.Version < question.SettingsVersion)
        {
            _advice = await library.OfAsync(_key.Account.Tenant, question.SettingsVersion);
            FollowSlos();
        }

        var alternatives = question.Alternatives
            .Select(bytes => SimulationAlternative.Parser.ParseFrom(bytes).ToWhatIf())
            .ToArray();
        var answer = ResourceAnswers.Of(facts, alternatives, _advice.Catalog, _advice.Slos, question.Days);
        return new SimulationPart(SimulationStanding.Replayed, answer.Pack());
    }

    private bool IsKeptBy(CostFilter filter, Domain.Charges.ChargeSeries description) => filter.Keeps(filter.Dimension.Kind switch
    {
        DimensionKind.Provider => _key.Account.Provider,
        DimensionKind.Account => _key.Account.BillingAccountId,
        DimensionKind.SubAccount => _key.SubAccountId,
        DimensionKind.Service => description.ServiceName,
        DimensionKind.ServiceCategory => description.ServiceCategory,
        DimensionKind.Region => description.RegionId,
        DimensionKind.Resource => _key.ShownResourceId,
        DimensionKind.Tag => description.Tags.FirstOrDefault(tag => tag.Key == filter.Dimension.TagKey).Value ?? "",
        _ => description.ChargeCategory,
    });
}
