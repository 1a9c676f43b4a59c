namespace CostIntel.Bench.Detection.Costs;

/// <summary>What changes a cost and is no anomaly: deployments, price cuts, fees, credits, holidays.</summary>
internal sealed class LegitimateChanges
{
    private readonly ScenarioOptions _options;
    private readonly ScenarioShape _shape;
    private readonly int _born;

    private LegitimateChanges(ScenarioOptions options, ScenarioShape shape, int born)
    {
        (_options, _shape, _born) = (options, shape, born);
        Factor = [.. Enumerable.Repeat(1.0, options.Hours)];
        Added = new double[options.Hours];
        Events = new(options.Hours);
    }

    /// <summary>By which the cost of an hour is multiplied.</summary>
    public double[] Factor { get; }

    /// <summary>What is charged beside it.</summary>
    public double[] Added { get; }

    /// <summary>The day that is like a Sunday, since the start; -1 for none.</summary>
    public int Holiday { get; private set; } = -1;

    public ScenarioEvents Events { get; }

    private double Months => _options.Days / 30.0;

    public static LegitimateChanges Draw(ScenarioOptions options, int index, ScenarioShape shape, int born)
    {
        var changes = new LegitimateChanges(options, shape, born);
        var random = new ScenarioRandom(options.Seed, index, 2);
        if (born > 0)
        {
            changes.Events.Add("cold_start", false, born, Math.Min(options.Hours, born + 72));
        }

        changes.DrawDeployments(random);
        changes.DrawPriceCut(random);
        changes.DrawFees(random);
        changes.DrawCredits(random);
        changes.DrawHoliday(random);
        return changes;
    }

    private void DrawDeployments(ScenarioRandom random)
    {
        for (var left = random.Poisson(0.25 * Months); left > 0; left--)
        {
            var from = random.Int(24, Math.Max(25, _options.Hours - 48));
            double[] factors = [random.Range(0.55, 0.85), random.Range(1.15, 1.9), random.Range(1.15, 1.9)];
            var factor = factors[(int)(random.Next() % 3)];
            if (from <= _born)
            {
                continue;
            }

            var ramp = random.Int(1, 6);
            for (var hour = from; hour < _options.Hours; hour++)
            {
                Factor[hour] *= 1 + ((factor - 1) * Math.Min(1.0, (hour - from + 1) / (double)ramp));
            }

            Events.Add("deploy_step", false, from, Math.Min(_options.Hours, from + 48));
            Events.Announced.Add(from);
        }
    }

    private void DrawPriceCut(ScenarioRandom random)
    {
        if (random.Uniform() >= 0.15)
        {
            return;
        }

        var from = random.Int(24 * 10, Math.Max((24 * 10) + 1, _options.Hours - 48));
        var factor = random.Range(0.9, 0.97);
        for (var hour = from; hour < _options.Hours; hour++)
        {
            Factor[hour] *= factor;
        }

        if (from > _born)
        {
            Events.Add("price_cut", false, from, Math.Min(_options.Hours, from + 48));
            Events.Announced.Add(from);
        }
    }

    private void DrawFees(ScenarioRandom random)
    {
        if (random.Uniform() < 0.12)
        {
            var fee = _shape.Level * random.Range(20, 200);
            for (var hour = _born; hour < _options.Hours; hour++)
            {
                if (ScenarioOptions.Start.AddHours(hour) is { Day: 1, Hour: 0 })
                {
                    Add(hour, fee, "ri_fee");
                }
            }
        }

        if (random.Uniform() < 0.10)
        {
            var hour = random.Int(24, _options.Hours - 2);
            if (hour > _born)
            {
                Add(hour, _shape.Level * random.Range(50, 700), "ri_fee");
            }
        }
    }

    private void DrawCredits(ScenarioRandom random)
    {
        for (var left = random.Poisson(0.12 * Months); left > 0; left--)
        {
            var hour = random.Int(24, _options.Hours - 2);
            if (hour > _born)
            {
                Add(hour, -_shape.Level * random.Range(3, 150), "credit");
            }
        }
    }

    private void DrawHoliday(ScenarioRandom random)
    {
        if (_shape.Workload is not (Workload.Office or Workload.Web) || random.Uniform() >= 0.7 || _options.Days <= 25)
        {
            return;
        }

        Holiday = random.Int(20, _options.Days - 2);
        if (24 * Holiday > _born)
        {
            Events.Add("holiday", false, 24 * Holiday, (24 * Holiday) + 24);
        }
    }

    private void Add(int hour, double amount, string kind)
    {
        Added[hour] += amount;
        Events.Add(kind, false, hour, hour + 1);
    }
}
