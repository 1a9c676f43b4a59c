using CostIntel.Domain.Money;
using CostIntel.Grains.Queries;

namespace CostIntel.Grains.Simulations;

/// <summary>A question to one resource.</summary>
/// <param name="Filters">All must keep it.</param>
/// <param name="Alternatives">SimulationAlternative messages, which have been checked.</param>
/// <param name="Days">How many complete days.</param>
/// <param name="SettingsVersion">At least this version of the tenant's settings says what prices and SLOs there are.</param>
[GenerateSerializer, Immutable, Alias("costintel.simulation-question")]
public sealed record SimulationQuestion(
    [property: Id(0)] CostQuestionFilter[] Filters,
    [property: Id(1)] byte[][] Alternatives,
    [property: Id(2)] int Days,
    [property: Id(3)] long SettingsVersion = 0);

/// <summary>What becomes of the question.</summary>
public enum SimulationStanding
{
    /// <summary>The resource has been replayed.</summary>
    Replayed = 1,

    /// <summary>A filter does not keep it.</summary>
    FilteredOut,

    /// <summary>It has no complete day of usage lately.</summary>
    WithoutDays,
}

/// <summary>What one resource answers.</summary>
/// <param name="Standing">Whether there is an answer.</param>
/// <param name="Answer">The answer; null when there is none.</param>
[GenerateSerializer, Immutable, Alias("costintel.simulation-part")]
public sealed record SimulationPart(
    [property: Id(0)] SimulationStanding Standing, [property: Id(1)] ResourceAnswerPart? Answer = null);

/// <summary>A resource's answer, as it travels between grains.</summary>
/// <param name="Key">Canonical resource key.</param>
/// <param name="Currency">FOCUS BillingCurrency.</param>
/// <param name="FirstDay">Number of the first day.</param>
/// <param name="Before">What each day cost.</param>
/// <param name="ExactHours">Hours that were known one by one.</param>
/// <param name="MonthBefore">What a month costs as things are.</param>
/// <param name="Hours">What each of the last hours cost; empty when no alternative commits.</param>
/// <param name="Outcomes">One for each alternative.</param>
[GenerateSerializer, Immutable, Alias("costintel.simulation-answer")]
public sealed record ResourceAnswerPart(
    [property: Id(0)] string Key,
    [property: Id(1)] Currency Currency,
    [property: Id(2)] int FirstDay,
    [property: Id(3)] decimal[] Before,
    [property: Id(4)] int ExactHours,
    [property: Id(5)] decimal MonthBefore,
    [property: Id(6)] decimal[] Hours,
    [property: Id(7)] OutcomePart[] Outcomes);

/// <summary>What an alternative makes of a resource: one of the three, the others are null.</summary>
/// <param name="Replay">A change.</param>
/// <param name="Covered">A commitment.</param>
/// <param name="Refusal">Field and reason.</param>
[GenerateSerializer, Immutable, Alias("costintel.simulation-outcome")]
public sealed record OutcomePart(
    [property: Id(0)] ReplayPart? Replay, [property: Id(1)] CoveredPart? Covered, [property: Id(2)] string[]? Refusal);

/// <summary>A change that was replayed.</summary>
/// <param name="Action">What is done.</param>
/// <param name="From">What it is now.</param>
/// <param name="To">What it would be.</param>
/// <param name="OneTimeCost">What that costs once.</param>
/// <param name="After">What each day would have cost.</param>
/// <param name="Month">A month before and after; low, expected and high of the saving.</param>
/// <param name="Widths">Because of usage; because of the price.</param>
/// <param name="Utilisations">By metric.</param>
/// <param name="Breaches">By SLO.</param>
/// <param name="Draws">The numbers of the model that is drawn from.</param>
[GenerateSerializer, Immutable, Alias("costintel.simulation-replay")]
public sealed record ReplayPart(
    [property: Id(0)] int Action,
    [property: Id(1)] string From,
    [property: Id(2)] string To,
    [property: Id(3)] decimal OneTimeCost,
    [property: Id(4)] decimal[] After,
    [property: Id(5)] decimal[] Month,
    [property: Id(6)] double[] Widths,
    [property: Id(7)] UtilisationPart[] Utilisations,
    [property: Id(8)] BreachPart[] Breaches,
    [property: Id(9)] double[] Draws);

/// <summary>How full a capacity is.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Values">Mean, 95th percentile and peak before, then after.</param>
[GenerateSerializer, Immutable, Alias("costintel.simulation-utilisation")]
public sealed record UtilisationPart([property: Id(0)] string Metric, [property: Id(1)] double[] Values);

/// <summary>Hours in which an SLO is crossed.</summary>
/// <param name="SloId">Which SLO.</param>
/// <param name="Metric">Its metric.</param>
/// <param name="Hours">Hours known, crossed before, crossed after.</param>
/// <param name="Slack">By what demand may grow.</param>
[GenerateSerializer, Immutable, Alias("costintel.simulation-breach")]
public sealed record BreachPart(
    [property: Id(0)] string SloId, [property: Id(1)] string Metric, [property: Id(2)] int[] Hours, [property: Id(3)] double Slack);

/// <summary>A commitment that covers a resource.</summary>
/// <param name="Provider">Of the offer.</param>
/// <param name="Name">Of the offer.</param>
/// <param name="TermMonths">For how long.</param>
/// <param name="IsUpfront">True when it is paid at once.</param>
/// <param name="PriceRatio">Price under it to that on demand.</param>
/// <param name="Share">Share of the floor that is committed to.</param>
[GenerateSerializer, Immutable, Alias("costintel.simulation-covered")]
public sealed record CoveredPart(
    [property: Id(0)] string Provider,
    [property: Id(1)] string Name,
    [property: Id(2)] int TermMonths,
    [property: Id(3)] bool IsUpfront,
    [property: Id(4)] decimal PriceRatio,
    [property: Id(5)] decimal Share);
