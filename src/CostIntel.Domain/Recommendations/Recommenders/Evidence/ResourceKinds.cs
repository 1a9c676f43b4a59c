using System.Buffers;
using CostIntel.Domain.Charges;

namespace CostIntel.Domain.Recommendations.Recommenders.Evidence;

/// <summary>Tells from the words of a charge what its resource is, over the names that the large providers use.</summary>
public static class ResourceKinds
{
    // In this order: a snapshot of a disk is a snapshot, the traffic of a machine is traffic.
    private static readonly (ResourceKind Kind, SearchValues<string> Words)[] ByWords =
    [
        (ResourceKind.Snapshot, Words("snapshot")),
        (ResourceKind.Log, Words(
            "loggroup", "log-group", "log group", "log analytics", "log storage", "cloud logging", "cloudwatch logs")),
        (ResourceKind.Transfer, Words(
            "natgateway", "nat gateway", "nat-gateway", "cloud nat", "data transfer", "datatransfer", "inter zone", "inter-zone",
            "interzone", "inter region", "inter-region", "egress", "out-bytes", "regional-bytes", "bandwidth")),
        (ResourceKind.Address, Words(
            "elastic-ip", "elasticip", "elastic ip", "public ip", "publicip", "static ip", "external ip", "idleaddress",
            "ip address", "ipaddress")),
        (ResourceKind.Balancer, Words(
            "loadbalancer", "load balancer", "load-balancer", "load balancing", "forwarding rule", "forwardingrule",
            "application gateway", "lcuusage")),
        (ResourceKind.Database, Words(
            "db instance", "dbinstance", "db-instance", "usage:db.", "database", "sql", "rds:", "amazon rds", "cosmos", "redis",
            "elasticache", "memorystore")),
        (ResourceKind.Disk, Words(
            "volume", "ebs:", "disk", "pd capacity", "block storage")),
        (ResourceKind.Workload, Words(
            "pod", "deployment", "statefulset", "daemonset", "replicaset", "kubernetes workload")),
        (ResourceKind.Bucket, Words(
            "bucket", "storage account", "storageaccount", "timedstorage", "object storage", "blob", "cloud storage",
            "simple storage service")),
        (ResourceKind.Machine, Words(
            "instance", "virtual machine", "virtualmachine", "boxusage", "spotusage", "compute engine", "elastic compute")),
    ];

    // Only with what stands around them: a machine may be called snapshot-server.
    private static readonly (ResourceKind Kind, SearchValues<string> Words)[] ByIdentifier =
    [
        (ResourceKind.Snapshot, Words(":snapshot/", "microsoft.compute/snapshots/", "/global/snapshots/")),
        (ResourceKind.Log, Words(":log-group:", "microsoft.operationalinsights/workspaces/")),
        (ResourceKind.Transfer, Words(":natgateway/", "microsoft.network/natgateways/")),
        (ResourceKind.Address, Words(":elastic-ip/", "microsoft.network/publicipaddresses/", "/addresses/")),
        (ResourceKind.Balancer, Words(":loadbalancer/", "microsoft.network/loadbalancers/", "/forwardingrules/")),
        (ResourceKind.Database, Words(":rds:", "microsoft.sql/", "microsoft.dbforpostgresql/", "microsoft.dbformysql/")),
        (ResourceKind.Disk, Words(":volume/", "microsoft.compute/disks/", "/disks/")),
        (ResourceKind.Bucket, Words(":s3:::", "microsoft.storage/storageaccounts/")),
        (ResourceKind.Machine, Words(":instance/", "microsoft.compute/virtualmachines/", "/instances/")),
    ];

    /// <summary>What the resource is: its type counts before its id, its SKU, its description and its service.</summary>
    public static ResourceKind Of(ChargeSeries series)
    {
        var kind = Find(ByWords, series.ResourceType);
        kind = kind != 0 ? kind : Find(ByIdentifier, series.ResourceId);
        kind = kind != 0 ? kind : Find(ByWords, series.SkuMeter);
        kind = kind != 0 ? kind : Find(ByWords, series.ChargeDescription);
        kind = kind != 0 ? kind : Find(ByWords, series.ServiceSubcategory);
        kind = kind != 0 ? kind : Find(ByWords, series.ServiceName);
        return kind != 0 ? kind : Find(ByWords, series.ServiceCategory);
    }

    private static SearchValues<string> Words(params string[] words) =>
        SearchValues.Create(words, StringComparison.OrdinalIgnoreCase);

    private static ResourceKind Find((ResourceKind Kind, SearchValues<string> Words)[] table, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return ResourceKind.Unknown;
        }

        foreach (var (kind, words) in table)
        {
            if (text.ContainsAny(words))
            {
                return kind;
            }
        }

        return ResourceKind.Unknown;
    }
}
