using CostIntel.Contracts.Anomalies;
using CostIntel.Contracts.State.V1;
using CostIntel.Domain.Incidents;
using Google.Protobuf;

namespace CostIntel.Grains.Incidents;

/// <summary>
/// Findings of a grain on their way to the desk: kept until the desk has them on disk, reported again until then. What is
/// left is part of the grain's snapshot. Runs in its grain's turns only.
/// </summary>
internal sealed class FindingOutbox(IIncidentDeskGrain desk, TimeProvider time)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(10);

    private readonly List<StoredFinding> _unreported = [];
    private bool _isReporting;
    private bool _isStopped;

    /// <summary>Changes with what the desk does not have yet.</summary>
    public long Version { get; private set; }

    /// <summary>What the desk does not have yet.</summary>
    public IReadOnlyList<StoredFinding> Unreported => _unreported;

    /// <summary>Goes on with what was stored.</summary>
    public void Restore(IEnumerable<StoredFinding> unreported)
    {
        _unreported.AddRange(unreported);
        Start();
    }

    /// <summary>Takes findings.</summary>
    public void Add(IEnumerable<Finding> findings)
    {
        _unreported.AddRange(findings.Select(FindingMapping.ToStored));
        Version++;
        Start();
    }

    /// <summary>Reports nothing more: another activation will.</summary>
    public void Stop() => _isStopped = true;

    private void Start()
    {
        if (!_isReporting && _unreported.Count > 0)
        {
            _isReporting = true;
            _ = ReportAsync();
        }
    }

    private async Task ReportAsync()
    {
        var retry = FirstRetry;
        while (_unreported.Count > 0 && !_isStopped)
        {
            var report = new StoredFindings();
            report.Findings.AddRange(_unreported);
            try
            {
                await desk.ReportAsync(new FindingReport(report.ToByteArray()));
                _unreported.RemoveRange(0, report.Findings.Count);
                Version++;
                retry = FirstRetry;
            }
            catch (Exception)
            {
                // The desk logs why; what it took before it failed changes nothing the second time.
                await Task.Delay(retry, time);
                retry = TimeSpan.FromTicks(Math.Min(LastRetry.Ticks, retry.Ticks * 2));
            }
        }

        _isReporting = false;
    }
}
