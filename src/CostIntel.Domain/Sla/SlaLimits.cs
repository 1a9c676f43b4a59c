namespace CostIntel.Domain.Sla;

/// <summary>What an SLO check takes for granted where no SLO says otherwise.</summary>
public static class SlaLimits
{
    /// <summary>Processors at the 99th percentile, percent: above it queues grow faster than load does.</summary>
    public const double CpuPercent = 85;

    /// <summary>Memory at its largest, percent: what does not fit ends the process.</summary>
    public const double MemoryPercent = 90;

    /// <summary>GPUs at the 99th percentile, percent.</summary>
    public const double GpuPercent = 90;

    /// <summary>Growth is looked ahead for so many days, and never for longer than it was watched.</summary>
    public const double GrowthDays = 30;

    /// <summary>A trend of fewer days is none.</summary>
    public const double TrendDaysMin = 7;

    /// <summary>Samples that span fewer days show nothing.</summary>
    public const double EvidenceDaysMin = 3;

    /// <summary>Samples older than this many days show nothing of today.</summary>
    public const double EvidenceDaysOldMax = 2;

    /// <summary>A prediction within this share of its limit is too near to it: models are not exact.</summary>
    public const double NearShare = 0.1;

    /// <summary>How long a restart takes, minutes.</summary>
    public const double RestartMinutes = 5;

    /// <summary>A change that uses more than this share of what is left of an error budget wants a person's consent.</summary>
    public const double BudgetShareMax = 0.5;

    /// <summary>Requests a second of an hour in which somebody wants it.</summary>
    public const double DemandRequests = 0.001;

    /// <summary>Connections or attachments of an hour in which somebody wants it.</summary>
    public const double DemandConnections = 0.1;
}
