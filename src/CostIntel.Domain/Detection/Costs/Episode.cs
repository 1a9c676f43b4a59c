namespace CostIntel.Domain.Detection.Costs;

/// <summary>
/// What has been found and goes on: by how much a series is above its usual, on the log scale. To go on as before is no
/// news, and neither is the end; only what comes on top of it is surprising.
/// </summary>
internal struct Episode
{
    private const int HoursBefore = 12;
    private const int DaysBefore = 2;
    private const int QuietHours = 24;
    private const int QuietDays = 1;
    private const int NormalHours = 240;
    private const int NormalDays = 14;
    private const float Rate = 0.1f;
    private const double Another = 1.5;

    private float _height;
    private short _age;
    private short _quiet;

    /// <summary>True while one goes on.</summary>
    public readonly bool IsOn => _height > 0;

    /// <summary>True when it has lasted so long that it is what is usual now.</summary>
    public readonly bool IsNormal(SeriesStep step) => _age > (step == SeriesStep.Hour ? NormalHours : NormalDays);

    /// <summary>By how much the series is above its usual; 0 without one.</summary>
    public readonly double Height => _height;

    /// <summary>How much of a residual is no news.</summary>
    /// <remarks>Nothing in its first hours, so that evidence can still grow.</remarks>
    public readonly double Explained(double residual, SeriesStep step) =>
        _age < (step == SeriesStep.Hour ? HoursBefore : DaysBefore) ? 0 : Math.Clamp(residual, 0, _height);

    /// <summary>Learns the next slot.</summary>
    public void Learn(double residual, bool isFound, SeriesStep step)
    {
        if (isFound && residual > _height)
        {
            // Much more than before is another one.
            _age = residual > Another * _height ? (short)0 : Older(_age);
            _height = (float)residual;
            _quiet = 0;
            return;
        }

        if (!IsOn)
        {
            return;
        }

        _age = Older(_age);
        if (residual > 0.5 * _height)
        {
            _height += Rate * (float)(residual - _height);
            _quiet = 0;
        }
        else if (++_quiet > (step == SeriesStep.Hour ? QuietHours : QuietDays))
        {
            this = default;
        }
    }

    private static short Older(short age) => (short)Math.Min(short.MaxValue, age + 1);
}
