using CostIntel.Domain.Charges;
using CostIntel.Domain.Encoding;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Partitions;
using CostIntel.Domain.Telemetry;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Telemetry;

public sealed class MetricSeriesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_stored_metric_and_a_stored_charge_series_are_told_apart()
    {
        var metric = new MetricSeries("aws", "1", "", "vm-1", "cpu.utilization");
        var charges = TestCharges.Series();

        Assert.Equal(metric, ILoggedSeries.Decode(metric.Encode()));
        Assert.Equal(charges, Assert.IsType<ChargeSeries>(ILoggedSeries.Decode(charges.Encode())));
        Assert.Throws<InvalidDataException>(() => MetricSeries.Decode([.. metric.Encode(), 0]));
        Assert.Throws<InvalidDataException>(() => MetricSeries.Decode(charges.Encode()));
    }

    [Fact]
    public void A_metric_belongs_to_the_resource_that_its_charges_belong_to()
    {
        var charges = TestCharges.Series();
        var metric = new MetricSeries(
            charges.Provider, charges.BillingAccountId, charges.SubAccountId, charges.ResourceId, "requests");

        Assert.Equal(charges.ResourceKey(TenantId.Default), metric.ResourceKey(TenantId.Default));
    }

    [Fact]
    public void A_sample_survives_its_bytes() => Prop.ForAll<int, long, double>((series, time, value) =>
    {
        var sample = new MetricSample(Math.Abs(series % 1_000_000), time, value);
        var writer = new ByteWriter();
        MetricSampleCodec.Write(writer, sample);
        MetricSampleCodec.Write(writer, sample);
        var reader = new SpanReader(writer.WrittenSpan);
        RecordHeader.Skip(ref reader);
        return MetricSampleCodec.Read(ref reader).Equals(sample) && reader.AtEnd;
    }).Check(Config.QuickThrowOnFailure);

    [Theory]
    [InlineData("", "1", "vm-1", "cpu.utilization", "provider")]
    [InlineData("aws", "", "vm-1", "cpu.utilization", "billing_account_id")]
    [InlineData("aws", "1", "", "cpu.utilization", "resource_id")]
    [InlineData("aws", "1", "a\tb", "cpu.utilization", "resource_id")]
    [InlineData("aws", "1", "vm-1", "CPUUtilization", "metric")]
    [InlineData("aws", "1", "vm-1", "custom.", "metric")]
    [InlineData("aws", "1", "vm-1", "custom.a b", "metric")]
    public void A_series_that_cannot_be_is_refused_with_its_field(
        string provider, string account, string resource, string metric, string field) =>
        Assert.Equal(field, MetricValidation.Check(new MetricSeries(provider, account, "", resource, metric))?.Field);

    [Theory]
    [InlineData("cpu.utilization", 50, 0, null)]
    [InlineData("cpu.utilization", -1, 0, "value")]
    [InlineData("cpu.utilization", 1_001, 0, "value")]
    [InlineData("availability", 100.5, 0, "value")]
    [InlineData("custom.temperature", -40, 0, null)]
    [InlineData("custom.temperature", double.NaN, 0, "value")]
    [InlineData("requests", double.PositiveInfinity, 0, "value")]
    [InlineData("requests", 1, 599, null)]
    [InlineData("requests", 1, 601, "time")]
    [InlineData("requests", 1, -1_000_000_000, "time")]
    public void A_sample_is_checked_against_its_metric_and_the_clock(string metric, double value, long ahead, string? field) =>
        Assert.Equal(field, MetricValidation.CheckSample(metric, Now.ToUnixTimeSeconds() + ahead, value, Now)?.Field);

    [Fact]
    public void A_resource_has_room_for_so_many_metrics_and_keeps_taking_charges()
    {
        var table = new SeriesTable(new HashSet<string>());
        for (var number = 0; number < MetricValidation.MetricsPerResourceMax; number++)
        {
            Add(table, Metric(number));
        }

        Assert.False(table.HasRoomFor(TenantId.Default, Metric(99)));
        Assert.True(table.HasRoomFor(TenantId.Default, Metric(99) with { ResourceId = "vm-2" }));
        Assert.True(table.HasRoomFor(TenantId.Default, TestCharges.Series()));

        static MetricSeries Metric(int number) => new("aws", "1", "", "vm-1", $"custom.{number}");
    }

    [Fact]
    public void Samples_go_to_their_resource_and_neither_to_its_account_nor_to_a_cube()
    {
        var table = new SeriesTable(new HashSet<string>());
        var metric = new MetricSeries("aws", "1", "", "vm-1", "requests");
        var id = Add(table, metric);
        var tail = new PartitionTail(table);
        var writer = new ByteWriter();
        MetricSampleCodec.Write(writer, new MetricSample(id, 60, 1));
        MetricSampleCodec.Write(writer, new MetricSample(id, 120, 2));

        tail.Append(1, [new("a", 1, writer.ToArray())]);

        Assert.Equal(2, tail.ResourceAfter(metric.ResourceKey(TenantId.Default).ToString(), 0).Length);
        Assert.Empty(tail.Accounts);
        Assert.Empty(tail.Cubes);
    }

    private static int Add(SeriesTable table, MetricSeries series) => table.Add(
        SeriesTable.IdentityOf(TenantId.Default, series), new(TenantId.Default, series.Encode()), series);
}
