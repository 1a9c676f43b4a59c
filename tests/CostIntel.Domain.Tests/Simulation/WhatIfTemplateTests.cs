using CostIntel.Domain.Charges;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Simulation.Templates;

namespace CostIntel.Domain.Tests.Simulation;

public sealed class WhatIfTemplateTests
{
    private static readonly ResourceFacts Machine = Facts("BoxUsage:m5.xlarge");

    private static ResourceFacts Facts(string sku, string category = "Compute", string pricing = "", ChargeSeries? series = null) =>
        SimulatedFacts.Of(14, _ => 1, description: TestCatalog.Of(series ?? TestCharges.Series(), sku, category, pricing));

    [Fact]
    public void Another_size_has_its_price_and_its_capacity()
    {
        var change = Made(Machine, "rightsize", ("to", "M5.Large"));

        Assert.Equal((ActionType.Rightsize, "m5.xlarge", "m5.large", 0.5m), (change.Action, change.From, change.To, change.PriceRatio));
        Assert.Equal((0.5, 0.5, 1.0, true), (change.CpuRatio, change.MemoryRatio, change.GpuRatio, change.RestartNeeded));
        Assert.Equal("m5.large", Made(Machine, "rightsize", ("to", "smaller")).To);
        Assert.Equal("m5.2xlarge", Made(Machine, "rightsize", ("to", "larger")).To);
        Assert.Equal(ActionType.Upgrade, Made(Machine, "rightsize", ("to", "m6.xlarge")).Action);
    }

    [Fact]
    public void What_a_resource_does_not_allow_is_refused_with_the_reason()
    {
        Assert.Equal("to", Refused(Machine, "rightsize", ("to", "m9.huge")).Field);
        Assert.Contains("no smaller type than m5.large", Refused(Facts("m5.large"), "rightsize", ("to", "smaller")).Reason, StringComparison.Ordinal);
        Assert.Equal("resource", Refused(Facts("gp3"), "rightsize", ("to", "m5.large")).Field);
        Assert.Contains("dynamic already", Refused(Facts("m5.large", pricing: "Dynamic"), "spot").Reason, StringComparison.Ordinal);
        Assert.Contains("not known to be a bucket", Refused(Machine, "tier", ("to", "STANDARD_IA")).Reason, StringComparison.Ordinal);
        var disk = Facts("EBS:VolumeUsage.gp2", category: "Storage");
        Assert.Contains("no class of block storage of aws", Refused(disk, "tier", ("to", "STANDARD_IA")).Reason, StringComparison.Ordinal);
        Assert.Contains("no region", Refused(Machine, "region", ("to", "moon")).Reason, StringComparison.Ordinal);
        Assert.Contains("no offer of 36", Refused(Machine, "commit", ("term", "36"), ("upfront", "yes")).Reason, StringComparison.Ordinal);
        var euros = Facts("TimedStorage STANDARD", series: TestCharges.Series(currency: TestCharges.Eur));
        Assert.Contains("billed in EUR", Refused(euros, "tier", ("to", "STANDARD_IA"), ("read_gib", "5")).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_of_storage_has_its_price_and_reading_costs()
    {
        var change = Made(Facts("TimedStorage STANDARD"), "tier", ("to", "standard_ia"), ("read_gib", "20"));

        Assert.Equal((ActionType.Tier, "STANDARD", "STANDARD_IA"), (change.Action, change.From, change.To));
        Assert.Equal((0.5m, 0.2m, 2.0), (change.PriceRatio, change.AddedPerMonth, change.LatencyRatio));
        Assert.Equal("STANDARD", Made(Facts("TimedStorage-ByteHrs"), "tier", ("to", "STANDARD_IA")).From);
    }

    [Fact]
    public void Regions_spot_and_removal_are_what_the_catalogue_says()
    {
        var region = Made(Machine, "region", ("to", "us"), ("gib", "100"), ("latency", "1.5"));
        Assert.Equal((1 / 1.2m, 2m, 1.5), (region.PriceRatio, region.OneTimeCost, region.LatencyRatio));

        var spot = Made(Machine, "spot", ("minutes", "10"));
        Assert.Equal((0.3m, 0.15, 2.0, 10.0), (spot.PriceRatio, spot.PriceError, spot.InterruptionsPerMonth, spot.MinutesPerInterruption));

        var stop = Made(Machine, "stop", ("keep", "4.5"));
        Assert.Equal((0m, 4.5m, true, true), (stop.PriceRatio, stop.AddedPerMonth, stop.IsRemoval, stop.RollbackPossible));
        Assert.False(Made(Machine, "delete").RollbackPossible);
        Assert.Equal("Plan", Made(Machine, "commit").To);
        Assert.Equal("Plan upfront", Made(Machine, "commit", ("upfront", "yes")).To);
    }

    [Fact]
    public void Ratios_of_ones_own_are_taken_as_they_are()
    {
        var change = Made(Machine, "custom", ("price", "0.6"), ("cpu", "0.5"), ("once", "12"), ("runs", "mon-sun 00-12"));

        Assert.Equal((0.6m, 0.5, 12m, 84), (change.PriceRatio, change.CpuRatio, change.OneTimeCost, change.Runs.Count));
    }

    [Theory]
    [InlineData("rightsize", "to", "", "to: is required.")]
    [InlineData("custom", "cpu", "0", "cpu: is '0'; it must be a number from 0.001 to 1000.")]
    [InlineData("custom", "price", "NaN", "price: is 'NaN'; it must be a number from 0 to 1000.")]
    [InlineData("stop", "keep", "-1", "keep: is '-1'; it must be an amount from 0 to 1000000000.")]
    [InlineData("schedule", "runs", "noon", "runs: is 'noon'; it must be like 'mon-fri 07:00-19:00', with semicolons between windows.")]
    [InlineData("commit", "term", "7", "term: is '7'; it must be 12 or 36.")]
    [InlineData("commit", "colour", "red", "colour: is no parameter of commit; known are share, term, upfront, offer.")]
    [InlineData("custom", "zone", "UTC", "zone: goes with runs alone.")]
    public void What_is_wrong_with_parameters_is_told_with_their_name(string template, string name, string value, string fault)
    {
        Assert.Null(WhatIfTemplates.Read(template, Parameters((name, value)), out var refusal));

        Assert.Equal(fault, refusal!.ToString());
    }

    [Fact]
    public void Templates_that_are_not_known_are_told_those_that_are()
    {
        Assert.Null(WhatIfTemplates.Read("magic", Parameters(), out var refusal));

        Assert.StartsWith("template: is 'magic'; known are rightsize, schedule", refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_template_describes_its_parameters() => Assert.All(WhatIfTemplates.All, template =>
    {
        Assert.StartsWith(template.Name + ":", template.Example + ":", StringComparison.Ordinal);
        Assert.NotEmpty(template.Parameters);
    });

    [Theory]
    [InlineData("mon-fri 07:00-19:00", "UTC", 60)]
    [InlineData("mon-fri 07-19", "Asia/Kolkata", 65)] // Half an hour at either end.
    [InlineData("fri-mon 22-06", "UTC", 32)]
    [InlineData("mon,wed 10:30-11:15", "UTC", 4)]
    [InlineData("daily 00-24", "America/New_York", 168)]
    [InlineData("sat 09-13; sun 09-13", "UTC", 8)]
    [InlineData("always", "UTC", 168)]
    [InlineData("never", "UTC", 0)]
    public void Hours_are_read_as_people_write_them(string text, string zone, int count)
    {
        var hours = WeeklyHours.Parse(text, zone, out _, out var reason);

        Assert.Equal(("", count), (reason, hours!.Utc(Machine.NowSeconds).Count));
    }

    [Fact]
    public void Hours_follow_the_zone_and_its_clock()
    {
        var hours = WeeklyHours.Parse("mon 07-08", "Europe/Berlin", out _, out _)!;
        var summer = new DateTimeOffset(2026, 7, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

        Assert.True(hours.Utc(Machine.NowSeconds).Contains(6));
        Assert.True(hours.Utc(summer).Contains(5));
        Assert.Null(WeeklyHours.Parse("mon 07-08", "Mars/Olympus", out var isZone, out _));
        Assert.True(isZone);
    }

    [Theory]
    [InlineData("mon-fri")]
    [InlineData("mon-fri 07")]
    [InlineData("mon-fri 07-07")]
    [InlineData("mon-fri 24-07")]
    [InlineData("mon-fri 07-25")]
    [InlineData("mon-fri 07:5-19")]
    [InlineData("moon 07-19")]
    [InlineData("mon-fri 07-19;")]
    [InlineData("mon--fri 07-19")]
    public void Hours_that_make_no_sense_are_refused(string text) =>
        Assert.Null(WeeklyHours.Parse(text, "UTC", out _, out _));

    private static Change Made(ResourceFacts facts, string template, params (string, string)[] parameters)
    {
        var read = WhatIfTemplates.Read(template, Parameters(parameters), out var refusal);
        Assert.Null(refusal);
        return read!.For(facts, TestCatalog.Catalog).Change!;
    }

    private static WhatIfRefusal Refused(ResourceFacts facts, string template, params (string, string)[] parameters) =>
        WhatIfTemplates.Read(template, Parameters(parameters), out _)!.For(facts, TestCatalog.Catalog).Refusal!;

    private static Dictionary<string, string> Parameters(params (string Name, string Value)[] parameters) =>
        parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Value);
}
