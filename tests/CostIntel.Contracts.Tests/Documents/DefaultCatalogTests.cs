using CostIntel.Contracts.Documents;
using CostIntel.Domain.Recommendations.Catalog;

namespace CostIntel.Contracts.Tests.Documents;

public sealed class DefaultCatalogTests
{
    private static readonly PriceCatalog Catalog = DefaultCatalog.Load();

    public static TheoryData<string> Providers => ["aws", "azure", "gcp"];

    [Theory]
    [MemberData(nameof(Providers))]
    public void Each_provider_has_every_kind_of_offer(string provider)
    {
        Assert.True(Catalog.Machines.Count(machine => machine.Provider == provider) > 60);
        foreach (var kind in (ReadOnlySpan<string>)["object", "block", "snapshot", "log"])
        {
            Assert.Contains(Catalog.Storage, storage => storage.Provider == provider && storage.Kind == kind);
        }

        Assert.Contains(Catalog.Spot, offer => offer.Provider == provider && offer.Family.Length == 0);
        Assert.Contains(Catalog.Commitments, offer => offer.Provider == provider && offer.TermMonths == 36);
        Assert.True(Catalog.Regions.Count(region => region.Provider == provider) > 15);
        Assert.Contains(Catalog.Regions, region => region.Provider == provider && region.Factor == 1);
    }

    [Fact]
    public void The_larger_of_two_machines_of_a_family_never_costs_less()
    {
        foreach (var family in Catalog.Machines.GroupBy(machine => (machine.Provider, machine.Family, machine.Gpus)))
        {
            var bySize = family.OrderBy(machine => machine.Cpus).ThenBy(machine => machine.MemoryGiB);
            Assert.Equal(family.OrderBy(machine => machine.HourlyPrice), bySize);
        }
    }

    [Fact]
    public void Machines_ask_prices_of_the_order_that_their_parts_have()
    {
        // A slip of the pen moves a point by a place.
        foreach (var machine in Catalog.Machines.Where(machine => machine.Gpus == 0 && machine.Cpus >= 2))
        {
            Assert.InRange(machine.HourlyPrice / ((decimal)machine.Cpus + ((decimal)machine.MemoryGiB / 4)), 0.0015m, 0.05m);
        }

        foreach (var machine in Catalog.Machines.Where(machine => machine.Gpus > 0))
        {
            Assert.InRange(machine.HourlyPrice / machine.Gpus, 0.4m, 5);
            Assert.True(machine.GpuSpeed >= 1 && machine.GpuModel.Length > 0, machine.Name);
        }
    }

    [Fact]
    public void Colder_object_storage_costs_less_to_keep_and_more_to_read()
    {
        foreach (var classes in Catalog.Storage.Where(storage => storage.Kind == "object").GroupBy(storage => storage.Provider))
        {
            var byPrice = classes.OrderByDescending(storage => storage.PricePerGiBMonth).ToList();
            Assert.Equal(0, byPrice[0].RetrievalPerGiB);
            Assert.All(byPrice.Skip(1), storage => Assert.True(storage.RetrievalPerGiB > 0, storage.Name));
        }
    }

    [Fact]
    public void Longer_commitments_cost_less_an_hour()
    {
        foreach (var plan in Catalog.Commitments.GroupBy(offer => (offer.Provider, offer.Name)))
        {
            var ordered = plan.OrderBy(offer => offer.TermMonths).ThenBy(offer => offer.IsUpfront);
            Assert.Equal(plan.OrderByDescending(offer => offer.PriceRatio), ordered);
        }
    }

    [Fact]
    public void It_is_read_once() => Assert.Same(DefaultCatalog.Load(), DefaultCatalog.Load());
}
