using CostIntel.Domain.Charges;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Policy;
using CostIntel.Domain.Recommendations.Recommenders.Evidence;

namespace CostIntel.Domain.Tests.Recommendations.Rules;

public sealed class ResourceKindsTests
{
    [Theory]
    [InlineData("instance", "", "BoxUsage:m5.large", "Amazon Elastic Compute Cloud", ResourceKind.Machine)]
    [InlineData("", "", "EBS:VolumeUsage.gp3", "Amazon Elastic Compute Cloud", ResourceKind.Disk)]
    [InlineData("", "", "EBS:SnapshotUsage", "Amazon Elastic Compute Cloud", ResourceKind.Snapshot)]
    [InlineData("", "", "ElasticIP:IdleAddress", "Amazon Elastic Compute Cloud", ResourceKind.Address)]
    [InlineData("", "", "LoadBalancerUsage", "Elastic Load Balancing", ResourceKind.Balancer)]
    [InlineData("", "", "NatGateway-Bytes", "Amazon Virtual Private Cloud", ResourceKind.Transfer)]
    [InlineData("", "", "TimedStorage-ByteHrs", "Amazon Simple Storage Service", ResourceKind.Bucket)]
    [InlineData("", "arn:aws:logs:eu-west-1:1:log-group:app", "TimedStorage-ByteHrs", "AmazonCloudWatch", ResourceKind.Log)]
    [InlineData("", "", "InstanceUsage:db.m5.large", "Amazon Relational Database Service", ResourceKind.Database)]
    [InlineData("Virtual machine", "", "D2s v5", "Virtual Machines", ResourceKind.Machine)]
    [InlineData("Disk", "", "P10 LRS Disk", "Storage", ResourceKind.Disk)]
    [InlineData("", "/subscriptions/1/providers/Microsoft.Network/publicIPAddresses/a", "Standard", "Network", ResourceKind.Address)]
    [InlineData("", "/subscriptions/1/providers/Microsoft.Compute/virtualMachines/snapshot-db", "", "Compute", ResourceKind.Machine)]
    [InlineData("Log Analytics workspace", "", "Data Retention", "Azure Monitor", ResourceKind.Log)]
    [InlineData("", "", "N2 Instance Core running in Americas", "Compute Engine", ResourceKind.Machine)]
    [InlineData("", "", "Balanced PD Capacity", "Compute Engine", ResourceKind.Disk)]
    [InlineData("", "", "Storage PD Snapshot", "Compute Engine", ResourceKind.Snapshot)]
    [InlineData("", "", "Network Inter Zone Egress", "Compute Engine", ResourceKind.Transfer)]
    [InlineData("", "", "Standard Storage US Multi-region", "Cloud Storage", ResourceKind.Bucket)]
    [InlineData("deployment", "", "", "Kubernetes", ResourceKind.Workload)]
    [InlineData("", "", "", "Support", ResourceKind.Unknown)]
    public void Resources_are_told_apart_by_the_words_of_their_charges(
        string type, string id, string meter, string service, ResourceKind kind) => Assert.Equal(
        kind,
        ResourceKinds.Of(new ChargeSeries
        {
            Provider = "any",
            BillingAccountId = "1",
            ResourceId = id,
            ResourceType = type,
            SkuMeter = meter,
            ServiceName = service,
            ChargeCategory = "Usage",
            Currency = TestCharges.Usd,
        }));

    [Theory]
    [InlineData("Environment", "PROD", EnvironmentKind.Production)]
    [InlineData("env", "staging", EnvironmentKind.NonProduction)]
    [InlineData("env", "blue", EnvironmentKind.Unknown)]
    [InlineData("team", "dev", EnvironmentKind.Unknown)]
    public void Environments_are_told_apart_by_the_tags_of_the_policy(string key, string value, EnvironmentKind environment) =>
        Assert.Equal(
            environment,
            Environments.Of(new TestResource().Tag(key, value).Facts(), AdvicePolicy.Default));

    [Fact]
    public void The_first_tag_that_a_resource_has_counts() => Assert.Equal(
        EnvironmentKind.Production,
        Environments.Of(new TestResource().Tag("stage", "dev").Tag("environment", "live").Facts(), AdvicePolicy.Default));
}
