using CostIntel.Domain.Charges;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Telemetry;

namespace CostIntel.Domain.Tests.Recommendations;

/// <summary>A resource whose metrics and costs are fed sample by sample and day by day, as the engine would.</summary>
internal sealed class TestResource
{
    // A Monday, 00:00 UTC.
    public const long Now = 1_767_571_200;
    public const int Day = 86_400;
    public const int Hour = 3_600;

    private readonly List<MetricFacts> _metrics = [];
    private readonly List<KeyValuePair<string, string>> _tags = [];
    private readonly long _now;
    private decimal[] _daily = [];
    private string _type = "";
    private string _service = "Compute";
    private string _meter = "";
    private string _description = "";
    private string _pricing = "Standard";
    private string _provider = "aws";
    private string _currency = "USD";
    private string _region = "us-east-1";
    private int? _ageDays;
    private int _changes;

    public TestResource(string type = "", long now = Now) => (_type, _now) = (type, now);

    public bool HasCosts => _daily.Length > 0;

    public static TestResource Machine(string machineType) =>
        new TestResource("instance").Sku($"BoxUsage:{machineType}", $"{machineType} Linux on demand");

    public TestResource Sku(string meter, string description = "")
    {
        (_meter, _description) = (meter, description);
        return this;
    }

    public TestResource Service(string service)
    {
        _service = service;
        return this;
    }

    public TestResource Provider(string provider)
    {
        _provider = provider;
        return this;
    }

    public TestResource Region(string region)
    {
        _region = region;
        return this;
    }

    public TestResource Currency(string currency)
    {
        _currency = currency;
        return this;
    }

    public TestResource Type(string type)
    {
        _type = type;
        return this;
    }

    public TestResource Tag(string key, string value)
    {
        _tags.Add(new(key, value));
        return this;
    }

    public TestResource Production() => Tag("environment", "production");

    public TestResource Development() => Tag("environment", "dev");

    public TestResource Committed()
    {
        _pricing = "Committed";
        return this;
    }

    public TestResource Pricing(string category)
    {
        _pricing = category;
        return this;
    }

    public TestResource Age(int days)
    {
        _ageDays = days;
        return this;
    }

    public TestResource ChangedLately(int times)
    {
        _changes = times;
        return this;
    }

    /// <summary>The same cost each day.</summary>
    public TestResource Costs(decimal aDay, int days = 60) => Costs(days, _ => aDay);

    /// <summary>Costs of each day, the oldest first.</summary>
    public TestResource Costs(int days, Func<int, decimal> ofDay)
    {
        _daily = [.. Enumerable.Range(0, days).Select(ofDay)];
        return this;
    }

    /// <summary>A metric that has always been the same.</summary>
    public TestResource Always(string metric, double value, int days = 28) => Metric(metric, _ => value, days);

    /// <summary>Feeds a metric up to now.</summary>
    /// <param name="metric">Its name.</param>
    /// <param name="at">Its value at a time, as hours before now.</param>
    /// <param name="days">How many days back.</param>
    /// <param name="step">Seconds between samples.</param>
    /// <param name="untilDaysAgo">When samples end.</param>
    public TestResource Metric(string metric, Func<double, double> at, int days = 28, int step = Hour, int untilDaysAgo = 0)
    {
        var profile = new MetricProfile();
        var first = _now - ((long)days * Day);
        var (samples, last, lastValue) = (0L, first, 0.0);
        for (var time = first; time <= _now - ((long)untilDaysAgo * Day); time += step)
        {
            lastValue = at((_now - time) / (double)Hour);
            profile.Add(time, lastValue);
            (samples, last) = (samples + 1, time);
        }

        _metrics.RemoveAll(known => known.Name == metric);
        _metrics.Add(new(metric, profile, samples, first, last, lastValue));
        return this;
    }

    public ResourceFacts Facts()
    {
        var series = new ChargeSeries
        {
            Provider = _provider,
            BillingAccountId = "1",
            ResourceId = "r-1",
            ResourceType = _type,
            ServiceName = _service,
            RegionId = _region,
            SkuMeter = _meter,
            ChargeDescription = _description,
            ChargeCategory = "Usage",
            PricingCategory = _pricing,
            Currency = Domain.Money.Currency.TryParse(_currency, out var currency) ? currency : default,
            Tags = _tags,
        };
        var today = (int)(_now / Day);
        return new()
        {
            Key = series.ResourceKey(TenantId.Parse("default")),
            Description = series,
            Currency = currency,
            Costs = new(today - _daily.Length, _daily, _daily, 0, [], []),
            Metrics = _metrics,
            NowSeconds = _now,
            FirstChargeSeconds = _now - ((long)(_ageDays ?? _daily.Length) * Day),
            LastChargeSeconds = _now - Day,
            ChangesLately = _changes,
        };
    }
}
