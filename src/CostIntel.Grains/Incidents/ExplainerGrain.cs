using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Causes;
using CostIntel.Domain.Ledger;
using CostIntel.Grains.Accounts;
using CostIntel.Grains.Resources;
using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace CostIntel.Grains.Incidents;

/// <inheritdoc cref="IExplainerGrain"/>
[Reentrant]
[GrainType("explainer")]
public sealed partial class ExplainerGrain(TimeProvider time, ILogger<ExplainerGrain> logger) : Grain, IExplainerGrain
{
    private const int CallsInFlight = 100;

    /// <inheritdoc/>
    public async Task ExplainAsync(ExplainRequest request)
    {
        var account = AccountKey.Parse(this.GetPrimaryKeyString());
        var incident = StoredIncident.Parser.ParseFrom(request.Incident.Span).ToDomain(account.Tenant);
        var resources = await AskAsync(account, incident);
        var causes = CauseSearch.Find(ChangeTables.Of([.. resources]));
        if (causes.Count > 0)
        {
            var explained = (incident with { Causes = causes }).ToStored().ToByteArray();
            await GrainFactory.GetGrain<IIncidentDeskGrain>(account.Tenant.ToString())
                .ExplainAsync(incident.Id.ToString(), explained);
        }
    }

    private async Task<IEnumerable<ChangedResource>> AskAsync(AccountKey account, Incident incident)
    {
        var question = QuestionOf(incident);
        var places = incident.Members.Select(member => (member.Subject.ServiceName, member.Subject.RegionId)).ToHashSet();
        var changed = new List<ChangedResource>();
        foreach (var window in (await GrainFactory.GetGrain<IAccountGrain>(account.ToString()).GetResourcesAsync()).Chunk(CallsInFlight))
        {
            var views = await Task.WhenAll(window.Select(key => AskAsync(key, question)));
            changed.AddRange(views.OfType<ChangeView>()
                .Where(view => places.Contains((view.ServiceName, view.RegionId)))
                .Select(view => view.ToDomain()));
        }

        // Of an hour that is not over most resources have been charged in part: less than usual means nothing yet.
        var isOpen = DateTimeOffset.FromUnixTimeSeconds(incident.EndSeconds) > time.GetUtcNow();
        return isOpen && incident.IsRise
            ? changed.Select(resource => resource with { Change = resource.Change.WithoutDrop() })
            : changed;
    }

    // Without one that fails the explanation lacks a part, and is still one.
    private async Task<ChangeView?> AskAsync(string resource, ChangeQuestion question)
    {
        try
        {
            return await GrainFactory.GetGrain<IResourceGrain>(resource).GetChangeAsync(question);
        }
        catch (Exception failure)
        {
            LogUnasked(logger, resource, failure);
            return null;
        }
    }

    [LoggerMessage(2204, LogLevel.Warning, "Resource {Resource} could not be asked how its cost has changed")]
    private static partial void LogUnasked(ILogger logger, string resource, Exception failure);

    private static ChangeQuestion QuestionOf(Incident incident)
    {
        var costs = incident.Members.Where(member => member.Subject.Measure == Measure.Cost).ToList();
        var isHourly = costs.Any(member => member.StepSeconds <= LedgerTime.SecondsPerHour);
        var step = isHourly ? LedgerTime.SecondsPerHour : LedgerTime.SecondsPerDay;
        return new ChangeQuestion(
            incident.Currency,
            isHourly ? SeriesStep.Hour : SeriesStep.Day,
            (int)(costs.Min(member => member.FirstSeconds) / step),
            (int)((costs.Max(member => member.EndSeconds) + step - 1) / step));
    }
}
