namespace CostIntel.Bench.Detection.Costs;

/// <summary>What must be found: spikes, surges, leaks, drops to zero, machines left on, meters that are stuck.</summary>
internal sealed class ScenarioAnomalies(ScenarioOptions options, ScenarioShape shape, ScenarioCosts costs, int calm)
{
    private const int Between = 72;

    private readonly List<(int From, int End)> _taken = [];

    private enum Anomaly
    {
        Spike,
        Surge,
        Leak,
        DropZero,
        AlwaysOn,
        Stuck,
    }

    public void Draw(ScenarioRandom random)
    {
        var mean = ScenarioOptions.AnomaliesPerMonth * Math.Max(0, (options.Hours - calm) / 720.0);
        for (var left = random.Poisson(mean); left > 0; left--)
        {
            DrawOne(random);
        }
    }

    private static string NameOf(Anomaly anomaly) => anomaly switch
    {
        Anomaly.Spike => "spike",
        Anomaly.Surge => "surge",
        Anomaly.Leak => "leak",
        Anomaly.DropZero => "drop_zero",
        Anomaly.AlwaysOn => "always_on",
        _ => "stuck",
    };

    // Every draw is made, whatever is used of it: the order is part of the format.
    private void DrawOne(ScenarioRandom random)
    {
        var anomaly = (Anomaly)random.Weighted(30, 22, 16, 14, 10, 8);
        int[] durations =
        [
            random.Int(1, 6), random.Int(12, 96), random.Int(120, 360), random.Int(6, 48), random.Int(36, 72), random.Int(30, 96),
        ];
        var duration = durations[(int)anomaly];
        var from = random.Int(calm, Math.Max(calm, options.Hours - 25));
        var (big, middle, leak) = (random.LogRange(2, 10), random.Range(1.5, 4), random.Range(0.6, 2.5));
        (anomaly, duration) = Fitting(anomaly, duration, random);
        while (anomaly == Anomaly.AlwaysOn && from < options.Hours - 25 && !IsIdle(from))
        {
            from++;
        }

        var end = Math.Min(options.Hours, from + duration);
        if (from >= options.Hours || _taken.Exists(other => from < other.End + Between && other.From - Between < end))
        {
            return;
        }

        _taken.Add((from, end));
        Apply(anomaly, from, end, (big, middle, leak), random);
        costs.Changes.Events.Add(NameOf(anomaly), true, from, end);
    }

    private (Anomaly Anomaly, int Duration) Fitting(Anomaly anomaly, int duration, ScenarioRandom random)
    {
        if (anomaly == Anomaly.AlwaysOn && shape.Workload is not (Workload.Office or Workload.Batch))
        {
            return (Anomaly.Surge, random.Int(12, 96));
        }

        if (anomaly == Anomaly.Stuck && shape.Workload is Workload.Steady or Workload.Storage or Workload.Serverless)
        {
            return (Anomaly.Spike, random.Int(1, 6));
        }

        if (anomaly == Anomaly.DropZero && shape.Workload == Workload.Serverless)
        {
            return (Anomaly.Surge, random.Int(24, 96));
        }

        return (anomaly, anomaly == Anomaly.DropZero && shape.Workload == Workload.Batch ? Math.Max(duration, 30) : duration);
    }

    private bool IsIdle(int hour)
    {
        var time = ScenarioOptions.Start.AddHours(hour);
        return shape.Workload == Workload.Office
            ? time.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday
            : shape.At(time.Hour, 0) < 0.6;
    }

    private void Apply(Anomaly anomaly, int from, int end, (double Big, double Middle, double Leak) size, ScenarioRandom random)
    {
        var (cost, expected, factor) = (costs.Cost, costs.Expected, costs.Changes.Factor);
        var sigma = shape.Workload == Workload.Serverless ? 1.2 : shape.Noise;
        var difficulty = options.Difficulty;
        var stuckAt = cost[from];
        for (var hour = from; hour < end; hour++)
        {
            cost[hour] = anomaly switch
            {
                Anomaly.Spike => cost[hour] + (Math.Max(expected[hour], 0.3 * shape.Level * factor[hour])
                    * (((size.Big - 1) * difficulty) + (3 * sigma))),
                Anomaly.Surge => cost[hour] + (Math.Max(expected[hour], 0.1 * shape.Level * factor[hour])
                    * (((size.Middle - 1) * difficulty) + (2 * sigma))),
                Anomaly.Leak => cost[hour] * (1 + (((size.Leak * difficulty) + sigma) * (hour - from + 1) / (end - from))),
                Anomaly.DropZero => 0,
                Anomaly.AlwaysOn => shape.Level * Math.Max(1, shape.Workload == Workload.Batch ? shape.Peak : 1)
                    * factor[hour] * Math.Exp(shape.Noise * random.Gauss()) * costs.Grown(hour),
                _ => stuckAt,
            };
        }
    }
}
