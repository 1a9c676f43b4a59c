using CostIntel.Domain.Recommendations;

namespace CostIntel.Domain.Tests.Recommendations.Rules;

public sealed class StorageTests
{
    private const double GiB = 1_073_741_824;
    private const double SecondsPerMonth = 730 * 3_600;

    [Fact]
    public void Old_data_that_nobody_reads_is_archived()
    {
        var change = Advice.Expected("storage-tier", Bucket(days: 250).Always("accessed.age", 10)).Change;

        Assert.Equal((ActionType.Tier, "STANDARD", "DEEP_ARCHIVE"), (change.Action, change.From, change.To));
        Assert.Equal((0.05m, 0m), (change.PriceRatio, change.AddedPerMonth));
        Assert.True(change.LatencyRatio > 1);
    }

    [Fact]
    public void Data_that_is_not_old_enough_for_an_archive_goes_to_a_colder_class()
    {
        var change = Advice.Expected("storage-tier", Bucket(days: 100).Always("accessed.age", 10)).Change;

        // Not to the one that keeps it in one place.
        Assert.Equal(("STANDARD_IA", 0.5m), (change.To, change.PriceRatio));
    }

    [Fact]
    public void Only_what_is_old_moves()
    {
        // A hundredth more each day: what was there thirty days ago is seven tenths of it.
        var grown = new TestResource("bucket").Sku("STANDARD").Costs(100, day => (day + 1) / 100m).Always("accessed.age", 10);

        Assert.Equal(0.65m, Advice.Expected("storage-tier", grown).Change.PriceRatio, 2);
    }

    [Fact]
    public void Data_of_any_age_that_is_read_stays_unless_the_fees_leave_a_saving()
    {
        Advice.None("storage-tier", Bucket(250).Metric("accessed.age", ago => ago > 600 ? 200 : 1));
        Advice.None("storage-tier", Read(timesAMonth: 1));
        var seldom = Advice.Expected("storage-tier", Read(timesAMonth: 0.2));

        // A GiB of 0.02 is read at 0.01 every fifth month.
        Assert.Equal(730m / 24 * 0.1m, seldom.Change.AddedPerMonth, 1);
        Assert.Equal(("STANDARD_IA", 0.5m), (seldom.Change.To, seldom.Change.PriceRatio));
    }

    [Fact]
    public void Without_evidence_of_reads_data_stays_where_it_is()
    {
        Advice.None("storage-tier", Bucket(250));
        Advice.None("storage-tier", Bucket(250).Always("accessed.age", 1, days: 6));
        Advice.None("storage-tier", Bucket(20).Always("accessed.age", 1));
    }

    [Fact]
    public void A_disk_gets_the_cheaper_class_that_is_as_fast()
    {
        var change = Advice.Expected("disk-type", Disk("gp2")).Change;

        Assert.Equal(("gp2", "gp3", 0.8m, false), (change.From, change.To, change.PriceRatio, change.RestartNeeded));
        Advice.None("disk-type", Disk("gp3"));
        Advice.None("disk-type", Disk("io1"));
        Advice.None("disk-type", Disk("dear9"));
        Advice.None("disk-type", Disk("gp2").Always("disk.write.operations", 5_000));
        Advice.None("disk-type", Disk("gp22"));
    }

    [Fact]
    public void A_snapshot_is_deleted_when_it_is_old_and_nothing_needs_it()
    {
        var candidate = Advice.Expected("old-snapshot", Snapshot(400).Always("attachments", 0));

        Assert.Equal((ActionType.Delete, false), (candidate.Change.Action, candidate.Change.RollbackPossible));
        Assert.True(candidate.Confidence > Advice.Expected("old-snapshot", Snapshot(400)).Confidence);
        Advice.None("old-snapshot", Snapshot(400).Metric("attachments", ago => ago is > 100 and < 110 ? 1 : 0));
        Advice.None("old-snapshot", Snapshot(170));
        Advice.None("old-snapshot", Snapshot(400).Tag("Legal-Hold", "yes"));
        Advice.Expected("old-snapshot", Snapshot(40), new() { Storage = new() { SnapshotMaxDays = 30 } });
    }

    [Fact]
    public void Logs_are_kept_as_long_as_the_policy_asks_or_anybody_looks_back()
    {
        var quiet = Advice.Expected("log-retention", Log(360).Always("accessed.age", 5)).Change;
        var read = Advice.Expected("log-retention", Log(360).Always("accessed.age", 120)).Change;

        Assert.Equal(("360 days", "90 days", 0.25m), (quiet.From, quiet.To, quiet.PriceRatio));
        Assert.Equal("150 days", read.To);
        Advice.None("log-retention", Log(360).Always("accessed.age", 320));
        Advice.None("log-retention", Log(95));
        Advice.None("log-retention", Log(3_600).Age(80));
        Assert.True(Advice.Expected("log-retention", Log(360)).Confidence < 0.65);
    }

    [Fact]
    public void Logs_that_have_been_taken_in_for_less_long_than_they_may_be_kept_save_less() => Assert.Equal(
        0.5m, Advice.Expected("log-retention", Log(3_600).Age(180).Always("accessed.age", 5)).Change.PriceRatio, 2);

    private static TestResource Bucket(int days) =>
        new TestResource("bucket").Sku("TimedStorage STANDARD").Costs(1, days);

    // 100 GiB, of which all is read so many times a month, data of any age.
    private static TestResource Read(double timesAMonth) => Bucket(250)
        .Always("accessed.age", 240).Always("storage.used", 100 * GiB).Always("disk.read", timesAMonth * 100 * GiB / SecondsPerMonth);

    private static TestResource Disk(string type) =>
        new TestResource("volume").Sku($"EBS:VolumeUsage.{type}").Costs(1).Always("attachments", 1);

    private static TestResource Snapshot(int age) => new TestResource("snapshot").Costs(1).Age(age);

    private static TestResource Log(int retention) =>
        new TestResource("log-group").Costs(1).Age(800).Always("retention", retention);
}
