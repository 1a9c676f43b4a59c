namespace Orleans;

/// <summary>The name of a grain class in identities and storage; default: the class's name without "Grain".</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    /// <summary>The name, as stored.</summary>
    public string GrainType { get; } = grainType;
}

/// <summary>How long activations of this class may be idle before they are collected; the parts add up.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class CollectionAgeLimitAttribute : Attribute
{
    /// <summary>To be followed by parts.</summary>
    public CollectionAgeLimitAttribute()
    {
    }

    /// <summary>The whole limit as text, <c>d.hh:mm:ss</c>.</summary>
    public CollectionAgeLimitAttribute(string inactivityPeriod) =>
        Days = TimeSpan.Parse(inactivityPeriod, System.Globalization.CultureInfo.InvariantCulture).TotalDays;

    /// <summary>Days.</summary>
    public double Days { get; set; }

    /// <summary>Hours on top.</summary>
    public double Hours { get; set; }

    /// <summary>Minutes on top.</summary>
    public double Minutes { get; set; }

    /// <summary>Never collect for idleness; the other parts are then ignored.</summary>
    public bool AlwaysActive { get; set; }

    /// <summary>The limit in all.</summary>
    public TimeSpan AgeLimit => AlwaysActive
        ? TimeSpan.MaxValue
        : TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
}

/// <summary>How long callers of a method, or of any method of an interface, wait for its answer.</summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Interface)]
public sealed class ResponseTimeoutAttribute(string timeout) : Attribute
{
    /// <summary>The wait, parsed from <c>hh:mm:ss</c>.</summary>
    public TimeSpan? Timeout { get; } = TimeSpan.Parse(timeout, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Every stream of this namespace has, for its key, the grain of this class as a subscriber.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class ImplicitStreamSubscriptionAttribute(string streamNamespace) : Attribute
{
    /// <summary>The namespace, compared exactly.</summary>
    public string StreamNamespace { get; } = streamNamespace;
}
