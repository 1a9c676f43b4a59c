using System.Globalization;

namespace CostIntel.Domain.Workflow.Execution;

/// <summary>Judges from what is known whether a change does well. Pure; the worst of what is seen decides.</summary>
/// <remarks>
/// <para>
/// An SLO counts as broken when more samples were bad since the change than chance explains: with e for what was to be
/// expected of that many samples, from what the objective allows or from the day before, whichever is more, it is more than
/// e + 3√e + 3. What was as bad before is not the change's doing, and a service that just keeps its objective is not taken for
/// broken because it is looked at again and again.
/// </para>
/// <para>
/// The cost counts as not as expected when even the upper bound of what was saved misses the promise by more than half of it.
/// For a change that was said to cost more this means: it costs more than half as much again as was said.
/// </para>
/// </remarks>
public static class HealthJudge
{
    /// <summary>So many bad samples, and no more, are chance where none was to be expected.</summary>
    public const int BadSamplesOfChance = 3;

    private const int Deviations = 3;

    /// <summary>How the change does.</summary>
    public static HealthReport Judge(HealthFacts facts)
    {
        if (Breach(facts.Members) is { } breach)
        {
            return new(HealthOutcome.SloBreached, breach);
        }

        var undone = facts.Members.FirstOrDefault(member => member.Observed == Observation.NotInEffect);
        if (undone is not null)
        {
            return new(HealthOutcome.CostNotAsExpected, $"'{undone.Resource}': its executor reported the change, but it is not in effect.");
        }

        if (facts.CostCheck != CostCheck.Off && facts.Members.FirstOrDefault(MissesPromise) is { } costly)
        {
            return new(HealthOutcome.CostNotAsExpected, $"'{costly.Resource}': {Told(costly.Cost!)}.");
        }

        return Unseen(facts) is { } unseen ? new(HealthOutcome.Unknown, unseen) : new(HealthOutcome.Healthy, Summary(facts));
    }

    /// <summary>The first SLO that a change clearly breaks, in a sentence; null when none is.</summary>
    public static string? Breach(IReadOnlyList<MemberHealth> members) => members
        .SelectMany(member => member.Slos.Where(IsBroken).Select(slo => Told(member, slo)))
        .FirstOrDefault();

    /// <summary>More samples are bad than the objective allows, whoever is to blame.</summary>
    internal static bool IsBurning(SloSince slo) =>
        slo.BadSince >= BadSamplesOfChance && ShareOf(slo.GoodSince, slo.BadSince) > slo.BadShareAllowed;

    // Squared, because roots are not exact.
    private static bool IsBroken(SloSince slo)
    {
        var usual = Math.Max(slo.BadShareAllowed, ShareOf(slo.GoodBefore, slo.BadBefore));
        var expected = usual * (slo.GoodSince + slo.BadSince);
        var excess = slo.BadSince - expected - BadSamplesOfChance;
        return excess > 0 && excess * excess > Deviations * Deviations * expected;
    }

    private static bool MissesPromise(MemberHealth member) =>
        member.Cost is { } cost && cost.SavedHigh < cost.Promised - (Math.Abs(cost.Promised) / 2);

    private static string? Unseen(HealthFacts facts)
    {
        foreach (var member in facts.Members)
        {
            if (!member.MayBeSilent && member.Slos.FirstOrDefault(IsSilent) is { } silent)
            {
                return $"'{member.Resource}': nothing has been measured for SLO '{silent.SloId}' since the change.";
            }
        }

        return facts.CostCheck == CostCheck.Required && facts.Members.FirstOrDefault(member => member.Cost is null) is { } unknown
            ? $"'{unknown.Resource}': what it costs since the change is not known."
            : null;
    }

    private static bool IsSilent(SloSince slo) => slo.GoodSince + slo.BadSince == 0 && slo.GoodBefore + slo.BadBefore > 0;

    private static string Summary(HealthFacts facts)
    {
        var slos = facts.Members.Sum(member => member.Slos.Count);
        var costs = facts.Members.Count(member => member.Cost is not null);
        var seen = facts.Members.Count(member => member.Observed == Observation.InEffect);
        return string.Create(CultureInfo.InvariantCulture, $"{(slos == 0 ? "no SLO holds for it" : $"{slos} SLOs are kept")}; ")
            + string.Create(CultureInfo.InvariantCulture, $"seen in effect on {seen} of {facts.Members.Count} resources; ")
            + (facts.CostCheck, costs) switch
            {
                (CostCheck.Off, _) => "the cost is not asked.",
                (_, 0) => "the cost is not known yet.",
                _ => string.Create(CultureInfo.InvariantCulture, $"the cost of {costs} of {facts.Members.Count} is as promised."),
            };
    }

    private static string Told(MemberHealth member, SloSince slo) => string.Create(
        CultureInfo.InvariantCulture,
        $"'{member.Resource}': SLO '{slo.SloId}' had {slo.BadSince} bad of {slo.GoodSince + slo.BadSince} samples since the change, ")
        + string.Create(
            CultureInfo.InvariantCulture,
            $"{slo.BadBefore} of {slo.GoodBefore + slo.BadBefore} on the day before; {slo.BadShareAllowed:P2} may be bad.");

    private static string Told(CostSince cost) => string.Create(
        CultureInfo.InvariantCulture,
        $"saved {cost.Saved:0.##} {cost.Currency} in {cost.Days} days, at most {cost.SavedHigh:0.##}, where {cost.Promised:0.##} was promised");

    private static decimal ShareOf(long good, long bad) => good + bad == 0 ? 0 : (decimal)bad / (good + bad);
}
