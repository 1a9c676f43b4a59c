using CostIntel.Contracts.V1;
using CostIntel.Domain.Detection.Costs;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using CostIntel.Grains.Accounts;
using CostIntel.Grains.Resources;
using Google.Protobuf.WellKnownTypes;
using Measure = CostIntel.Domain.Incidents.Measure;

namespace CostIntel.Server.Anomalies;

/// <summary>Shows the series of an incident beside what was expected of them.</summary>
internal sealed class AnomalyEvidence(IGrainFactory grains)
{
    private const int MembersMax = 3;
    private const int SlotsBefore = 48;
    private const int SlotsMax = 240;

    public async Task AddAsync(TenantId tenant, Incident incident, CancellationToken cancellation)
    {
        var account = new AccountKey(tenant, incident.Provider, incident.BillingAccountId);
        var members = incident.Members.Where(member => (Measure)member.Measure is Measure.Cost or Measure.Quantity).Take(MembersMax);
        foreach (var member in members)
        {
            var view = await AskAsync(account, member).WaitAsync(cancellation);
            member.Evidence.AddRange(view.Starts.Select((start, index) => new EvidencePoint
            {
                Start = new Timestamp { Seconds = start },
                Actual = view.Actual[index],
                Expected = view.Expected[index],
                Low = view.Low[index],
                High = view.High[index],
            }));
        }
    }

    private Task<EvidenceView> AskAsync(AccountKey account, IncidentMember member)
    {
        var isHourly = member.Step.Seconds <= LedgerTime.SecondsPerHour;
        var step = isHourly ? LedgerTime.SecondsPerHour : LedgerTime.SecondsPerDay;
        var first = (int)(member.FirstBucket.Seconds / step);
        var end = Math.Min((int)(member.LastBucket.Seconds / step) + SlotsBefore, first + SlotsMax);
        var question = new EvidenceQuestion(
            (Measure)member.Measure,
            member.Unit,
            isHourly ? SeriesStep.Hour : SeriesStep.Day,
            first - SlotsBefore,
            end,
            member.ServiceName,
            member.RegionId);
        return member.ResourceKey.Length > 0
            ? grains.GetGrain<IResourceGrain>(member.ResourceKey).GetEvidenceAsync(question)
            : grains.GetGrain<IAccountGrain>(account.ToString()).GetEvidenceAsync(question);
    }
}
