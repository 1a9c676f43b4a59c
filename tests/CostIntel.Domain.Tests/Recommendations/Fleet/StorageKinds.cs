namespace CostIntel.Domain.Tests.Recommendations.Fleet;

/// <summary>Data that is kept too well or for too long, and data that is kept for a reason.</summary>
internal static class StorageKinds
{
    private const double ArchivedSaving = 0.95;
    private const double ColdSaving = 0.5;

    public static IEnumerable<FleetKind> All { get; } =
    [
        new(
            "storage-tier",
            draw => draw.Chance(0.5) ? Old(draw) : Growing(draw),
            [
                ("read rarely but fully", draw => Bucket(draw).Metric("accessed.age", ago => ago is > 300 and < 304 ? 240 : 2)),
                ("old data is read", draw => Bucket(draw).Metric("accessed.age", _ => draw.Near(220, 0.05))),
                ("young", draw => Bucket(draw).Costs(25, _ => draw.CostPerDay).Always("accessed.age", 3)),
                ("nobody knows what is read", Bucket),
                ("archived already", draw => Bucket(draw).Sku("TimedStorage DEEP_ARCHIVE").Always("accessed.age", 1)),
                ("reads were counted for a week", draw => Bucket(draw).Always("accessed.age", 1, days: 7)),
            ]),
        new(
            "disk-type",
            draw => (Disk("gp2").Metric("disk.read.operations", draw.Daily(10, 90)).Always("disk.write.operations", 20), 0.2),
            [
                ("the better kind already", draw => Disk("gp3").Metric("disk.read.operations", draw.Daily(10, 90))),
                ("needs to be fast", _ => Disk("io1")),
                ("needs operations", draw => Disk("gp2").Always("attachments", 1).Always("disk.read.operations", draw.Whole(3_300, 9_000))),
                ("slow and cheap", _ => Disk("sc1")),
                ("not in the catalogue", _ => Disk("zz9")),
            ]),
        new(
            "old-snapshot",
            draw => (draw.Chance(0.5)
                ? Snapshot(draw.Whole(200, 900))
                : Snapshot(draw.Whole(200, 900)).Always("attachments", 0), 1),
            [
                ("young", draw => Snapshot(draw.Whole(20, 170))),
                ("an image is made of it", draw => Snapshot(draw.Whole(200, 900)).Always("attachments", 1)),
                ("the law asks for it", draw => Snapshot(draw.Whole(200, 900)).Tag("legal-hold", "true")),
                ("kept until a date", draw => Snapshot(draw.Whole(200, 900)).Tag("retain-until", "2030-01-01")),
            ]),
        new(
            "log-retention",
            draw => KeptLong(draw),
            [
                ("somebody looks back", draw => Log(365).Metric("accessed.age", _ => draw.Near(320, 0.03))),
                ("kept briefly", draw => Log(draw.Whole(7, 90)).Always("accessed.age", 3)),
                ("too young to be long", draw => Log(3_650).Age(draw.Whole(20, 90)).Always("accessed.age", 3)),
                ("pays for what comes in", _ => Log(3_650).Sku("USE1-DataProcessing-Ingest").Always("accessed.age", 3)),
                ("the auditors ask for it", _ => Log(3_650).Tag("compliance", "sox").Always("accessed.age", 3)),
                ("nobody knows how long", _ => new TestResource("log-group").Age(800).Always("accessed.age", 3)),
            ]),
    ];

    private static (TestResource Resource, double Saved) Old(Draw draw) =>
        (Bucket(draw).Metric("accessed.age", _ => draw.Between(1, 20)), ArchivedSaving);

    // All of it came in the last hundred days, as much each day.
    private static (TestResource Resource, double Saved) Growing(Draw draw)
    {
        var size = draw.CostPerDay;
        var resource = new TestResource("bucket").Sku("TimedStorage STANDARD")
            .Costs(100, day => size * (day + 1) / 100)
            .Metric("accessed.age", _ => draw.Between(1, 20));
        // The look-back saw less than there is now.
        draw.CostPerDay = size * 0.935m;
        return (resource, 0.7 * ColdSaving);
    }

    private static (TestResource Resource, double Saved) KeptLong(Draw draw)
    {
        var (retention, age) = (draw.Whole(200, 2_000), draw.Whole(150, 900));
        return (Log(retention).Age(age).Metric("accessed.age", _ => draw.Between(1, 40)), 1 - (90.0 / Math.Min(retention, age)));
    }

    private static TestResource Bucket(Draw draw) => new TestResource("bucket").Sku("TimedStorage STANDARD")
        .Costs(250, _ => draw.CostPerDay * (decimal)draw.Near(1, 0.01));

    private static TestResource Disk(string type) => new TestResource("volume").Sku($"EBS:VolumeUsage.{type}").Always("attachments", 1);

    private static TestResource Snapshot(int age) => new TestResource("snapshot").Age(age);

    private static TestResource Log(int retention) => new TestResource("log-group").Age(800).Always("retention", retention);
}
