using static CostIntel.Contracts.Tests.OpenTelemetry.Exports;

namespace CostIntel.Contracts.Tests.OpenTelemetry;

public sealed class TargetTests
{
    [Fact]
    public void A_resource_is_named_by_what_conventions_say_of_clouds_and_hosts()
    {
        var series = Assert.Single(Read(Gauge("load", "1", Point(2))).Samples).Series;

        Assert.Equal(
            ("aws", "1", "", "i-1"), (series.Provider, series.BillingAccountId, series.SubAccountId, series.ResourceId));
    }

    [Fact]
    public void What_names_it_for_this_engine_goes_before_what_conventions_say()
    {
        var resource = Host(
            ("cloud.provider", "gcp"),
            ("costintel.provider", "Google Cloud"),
            ("cloud.account.id", "project"),
            ("costintel.billing_account_id", "01-A"),
            ("costintel.sub_account_id", "project"),
            ("host.id", "7"),
            ("cloud.resource_id", "//compute/7"),
            ("costintel.resource_id", "vm-7"));

        var series = Assert.Single(Read(resource, Gauge("load", "1", Point(2))).Samples).Series;

        Assert.Equal(
            ("google cloud", "01-A", "project", "vm-7"),
            (series.Provider, series.BillingAccountId, series.SubAccountId, series.ResourceId));
    }

    [Fact]
    public void Data_points_of_a_resource_that_is_not_named_are_rejected_with_the_attributes_that_are_missing()
    {
        var export = Read(Host(("cloud.provider", "aws"), ("host.id", "")), Gauge("load", "1", Point(2), Point(3)));
        var nothing = Read(resource: null, Gauge("load", "1", Point(2)));

        Assert.Empty(export.Samples);
        Assert.Equal(
            (2,
                "2x The resource has no attribute costintel.billing_account_id or cloud.account.id, and no "
                + "costintel.resource_id or cloud.resource_id or host.id or k8s.pod.uid or container.id or service.instance.id."),
            export.Rejected());
        Assert.Contains("costintel.provider or cloud.provider", nothing.Rejected().Message, StringComparison.Ordinal);
    }
}
