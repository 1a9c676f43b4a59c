using CostIntel.Contracts.Documents;
using CostIntel.Domain.Charges;
using CostIntel.Domain.Money;
using CostIntel.Domain.Recommendations.Catalog;

namespace CostIntel.Contracts.Tests.Documents;

public sealed class CatalogDocumentTests
{
    private const string Small = """
        providers:
          - name: AWS
            other_names: [Amazon Web Services]
            machines:
              - family: m5
                series: m
                generation: 5
                name: "m5.{size}"
                base: {cpus: 2, memory: 8, price: 0.096}
                multiples: {large: 1, 4xlarge: 8}
              - family: g4dn
                gpu: {model: T4, speed: 1}
                sizes:
                  g4dn.12xlarge: [48, 192, 3.912, 4]
            storage:
              - kind: object
                classes:
                  - {name: GLACIER, price: 0.0036, retrieval: 0.01, minimum_days: 90, archive: true}
            spot:
              - {price_ratio: 0.5}
              - {families: [m5], price_ratio: 0.4, price_error: 0.2, interruptions_per_month: 0.1}
            commitments:
              - {name: Plan, term_months: 12, price_ratio: 0.7}
            regions:
              - {region: eu-west-1, area: eu, factor: 1.1, transfer: 0.02}
        """;

    [Fact]
    public void Machines_are_written_by_family()
    {
        var catalog = CatalogDocument.Parse(Small);

        Assert.Equal(
            new MachineType("aws", "m5.4xlarge", "m5", "m", 5, "x86_64", 16, 64, 0, "", 0, 1, 0.768m),
            catalog.Machine("aws", "M5.4XLARGE"));
        Assert.Equal(
            new MachineType("aws", "g4dn.12xlarge", "g4dn", "", 0, "x86_64", 48, 192, 4, "T4", 1, 1, 3.912m),
            catalog.Machine("aws", "g4dn.12xlarge"));
    }

    [Fact]
    public void Other_offers_are_read_with_what_is_usual_where_nothing_is_said()
    {
        var catalog = CatalogDocument.Parse(Small);

        Assert.Equal(new StorageClass("aws", "object", "GLACIER", 0.0036m, 0.01m, 90, 1, true), Assert.Single(catalog.Storage));
        Assert.Equal(0.4m, catalog.SpotOf(catalog.Machine("aws", "m5.large")!)!.PriceRatio);
        Assert.Equal(0.5m, catalog.SpotOf(catalog.Machine("aws", "g4dn.12xlarge")!)!.PriceRatio);
        var plan = Assert.Single(catalog.Commitments);
        Assert.Equal(("Plan", 12, false, 0.7m), (plan.Name, plan.TermMonths, plan.IsUpfront, plan.PriceRatio));
        Assert.Equal(1.1m, catalog.RegionFactor("aws", "eu-west-1"));
        Assert.Equal(1, catalog.RegionFactor("aws", "nowhere"));
    }

    [Fact]
    public void A_provider_is_known_by_its_other_names()
    {
        var catalog = CatalogDocument.Parse(Small);

        Assert.Equal("aws", catalog.ProviderName("amazon web services"));
        Assert.Equal("other", catalog.ProviderName("other"));
        Assert.NotNull(catalog.Machine("amazon web services", "m5.large"));
    }

    [Fact]
    public void An_own_document_goes_over_another_offer_by_offer()
    {
        var own = CatalogDocument.Parse("""
            providers:
              - name: aws
                machines:
                  - {family: m5, sizes: {m5.large: [2, 8, 0.05]}}
                regions:
                  - {region: eu-west-1, area: eu, factor: 1.3}
              - name: attic
                machines:
                  - {family: box, sizes: {box: [8, 32, 0.01]}}
            """);

        var merged = own.Over(CatalogDocument.Parse(Small));

        Assert.Equal(0.05m, merged.Machine("amazon web services", "m5.large")!.HourlyPrice);
        Assert.Equal(0.768m, merged.Machine("aws", "m5.4xlarge")!.HourlyPrice);
        Assert.Equal(1.3m, merged.RegionFactor("aws", "eu-west-1"));
        Assert.NotNull(merged.Machine("attic", "box"));
        Assert.Equal(2, merged.Spot.Count);
        Assert.Single(merged.Commitments);
    }

    [Theory]
    [InlineData("provider: []", 1, "provider", "no such field")]
    [InlineData("providers:\n  - machines: []", 2, "providers[0].name", "missing")]
    [InlineData("providers:\n  - name: a\n    storage:\n      - kind: tape", 4, "providers[0].storage[0].kind", "one of object")]
    [InlineData("providers:\n  - name: a\n    machines:\n      - family: f", 4, "providers[0].machines[0].family", "no sizes")]
    [InlineData("providers:\n  - name: a\n    machines:\n      - {family: f, sizes: {s: [1, 2]}}", 4, "providers[0].machines[0].sizes.s", "price an hour")]
    [InlineData("providers:\n  - name: a\n    machines:\n      - {family: f, sizes: {s: [1, 2, 0]}}", 4, "providers[0].machines[0].sizes.s", "price an hour")]
    [InlineData("providers:\n  - name: a\n    machines:\n      - {family: f, multiples: {s: 1}}", 4, "providers[0].machines[0].base", "Multiples need a base")]
    [InlineData("providers:\n  - name: a\n    spot:\n      - {price_ratio: 1.5}", 4, "providers[0].spot[0].price_ratio", "0.01 to 1")]
    [InlineData("providers:\n  - {name: a}\n  - {name: A}", 1, "providers", "a provider twice")]
    [InlineData("providers:\n  - name: a\n    machines:\n      - {family: f, sizes: {s: [1, 2, 3], S: [1, 2, 3]}}", 1, "providers", "a machine twice")]
    public void What_is_wrong_is_named_with_its_line_and_the_reason(string yaml, int line, string field, string reason)
    {
        var refusal = Assert.Throws<DocumentException>(() => CatalogDocument.Parse(yaml));

        Assert.Contains(refusal.Faults, fault => fault.Field == field
            && (line == 1 || fault.Line == line)
            && fault.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("azure", "D2s v5", "Standard_D2s_v5")]
    [InlineData("microsoft", "Virtual Machines Dsv5 Series/D2s v5/US East", "Standard_D2s_v5")]
    [InlineData("aws", "BoxUsage:m6g.large", "m6g.large")]
    [InlineData("google cloud", "n2-standard-4", "n2-standard-4")]
    public void A_charge_is_known_by_the_machine_that_its_meter_names(string provider, string meter, string name) =>
        Assert.Equal(name, DefaultCatalog.Load().MachineOf(Series(provider, meter))?.Name);

    [Theory]
    [InlineData("aws", "DataTransfer-Out-Bytes")]
    [InlineData("azure", "m5.large")]
    public void A_charge_that_names_no_machine_of_its_provider_has_none(string provider, string meter) =>
        Assert.Null(DefaultCatalog.Load().MachineOf(Series(provider, meter)));

    private static ChargeSeries Series(string provider, string meter) => new()
    {
        Provider = provider,
        BillingAccountId = "1",
        ServiceName = "Compute",
        ChargeCategory = "Usage",
        Currency = Currency.TryParse("USD", out var dollars) ? dollars : default,
        SkuMeter = meter,
    };
}
