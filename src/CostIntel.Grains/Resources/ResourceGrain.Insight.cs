using CostIntel.Domain.Detection;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Causes;

namespace CostIntel.Grains.Resources;

/// <content>Answers what stands behind an incident.</content>
public sealed partial class ResourceGrain
{
    /// <inheritdoc/>
    public Task<ChangeView?> GetChangeAsync(ChangeQuestion question)
    {
        if (_ledger.Description is not { } description)
        {
            return Task.FromResult<ChangeView?>(null);
        }

        var cost = new SeriesName(Measure.Cost, question.Currency, question.Step);
        var units = _ledger.Lines.Select(line => line.Unit).Where(unit => unit.Length > 0).Distinct().Take(2).ToList();
        SeriesName? quantity = units is [var unit] ? new SeriesName(Measure.Quantity, unit, question.Step) : null;
        var change = ChangeMeasurement.Of(_totals, cost, quantity, question.From, question.To);
        return Task.FromResult(change.IsNothing
            ? null
            : new ChangeView(
                description.ServiceName,
                description.RegionId,
                _key.SubAccountId,
                _key.ShownResourceId,
                [.. description.Tags],
                change.Before,
                change.After,
                change.QuantityBefore,
                change.QuantityAfter));
    }

    /// <inheritdoc/>
    public Task<EvidenceView> GetEvidenceAsync(EvidenceQuestion question) => Task.FromResult(EvidenceView.Of(EvidencePoint.Of(
        _totals, new SeriesName(question.Measure, question.Unit, question.Step), question.From, question.To)));
}
