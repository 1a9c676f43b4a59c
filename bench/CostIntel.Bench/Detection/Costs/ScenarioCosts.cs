namespace CostIntel.Bench.Detection.Costs;

/// <summary>The cost of each hour, as expected and as it came.</summary>
internal sealed class ScenarioCosts(
    ScenarioOptions options, ScenarioShape shape, LegitimateChanges changes, int born, double monthEnd, int monthEndDays)
{
    private const double HoursPerMonth = 720;
    private const double ServerlessShare = 0.45;

    private int _monthEndFrom = -1;

    public double[] Expected { get; } = new double[options.Hours];

    public double[] Cost { get; } = new double[options.Hours];

    public LegitimateChanges Changes => changes;

    public void Draw(ScenarioRandom random)
    {
        var noise = 0.0;
        for (var hour = 0; hour < options.Hours; hour++)
        {
            var (gauss, uniform) = (random.Gauss(), random.Uniform());
            noise = (shape.Memory * noise) + (Math.Sqrt(1 - (shape.Memory * shape.Memory)) * gauss);
            if (hour < born)
            {
                continue;
            }

            var expected = shape.Level * Season(hour) * changes.Factor[hour] * Grown(hour);
            var cost = expected * Math.Exp((shape.Noise * noise) - (shape.Noise * shape.Noise / 2));
            var isServerless = shape.Workload == Workload.Serverless;
            Expected[hour] = isServerless ? expected * ServerlessShare : expected;
            Cost[hour] = !isServerless || uniform < ServerlessShare ? cost : 0;
        }
    }

    /// <summary>By which factor the resource has grown since it was born.</summary>
    public double Grown(int hour) => Math.Pow(1 + shape.Growth, (hour - born) / HoursPerMonth);

    private double Season(int hour)
    {
        var time = ScenarioOptions.Start.AddHours(hour);
        var day = changes.Holiday >= 0 && hour / 24 == changes.Holiday ? 6 : ((int)time.DayOfWeek + 6) % 7;
        var season = shape.At(time.Hour, day);
        if (monthEnd <= 1)
        {
            return season;
        }

        if (time.Day > DateTime.DaysInMonth(time.Year, time.Month) - monthEndDays)
        {
            _monthEndFrom = _monthEndFrom < 0 ? hour : _monthEndFrom;
            return season * monthEnd;
        }

        if (_monthEndFrom >= 0)
        {
            changes.Events.Add("month_end", false, _monthEndFrom, hour);
            _monthEndFrom = -1;
        }

        return season;
    }
}
