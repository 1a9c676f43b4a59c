using System.Globalization;
using CostIntel.Domain.Money;

namespace CostIntel.Domain.Simulation.Templates;

/// <summary>Reads parameters and keeps the first thing that is wrong with them.</summary>
internal sealed class WhatIfParameters(IReadOnlyDictionary<string, string> values)
{
    private const int LengthMax = 200;

    /// <summary>What is wrong; null for nothing.</summary>
    public WhatIfRefusal? Fault { get; private set; }

    public string Required(string name)
    {
        var text = Text(name, "");
        if (text.Length == 0)
        {
            Refuse(name, "is required.");
        }

        return text;
    }

    public string Text(string name, string usual)
    {
        var text = values.TryGetValue(name, out var given) && given.Trim().Length > 0 ? given.Trim() : usual;
        if (text.Length > LengthMax)
        {
            Refuse(name, $"is longer than {LengthMax} characters.");
        }

        return text;
    }

    public bool Has(string name) => values.ContainsKey(name);

    public double Number(string name, double usual, double least, double most)
    {
        if (Text(name, "") is not { Length: > 0 } text)
        {
            return usual;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"is '{text}'; it must be a number from {least} to {most}."));
        return usual;
    }

    public decimal Money(string name, decimal usual = 0)
    {
        const decimal Most = 1_000_000_000;
        if (Text(name, "") is not { Length: > 0 } text)
        {
            return usual;
        }

        if (ExactDecimal.TryParse(text, out var value) && value is >= 0 and <= Most)
        {
            return value;
        }

        Refuse(name, $"is '{text}'; it must be an amount from 0 to {Most}.");
        return usual;
    }

    public WeeklyHours? Hours(string name, string zoneName)
    {
        var (text, zone) = (Text(name, ""), Text(zoneName, "UTC"));
        if (text.Length == 0)
        {
            if (Has(zoneName))
            {
                Refuse(zoneName, $"goes with {name} alone.");
            }

            return null;
        }

        var hours = WeeklyHours.Parse(text, zone, out var isZone, out var reason);
        if (hours is null)
        {
            Refuse(isZone ? zoneName : name, reason);
        }

        return hours;
    }

    public void Refuse(string name, string reason) => Fault ??= new(name, reason);
}
