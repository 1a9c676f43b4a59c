using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using CostIntel.Domain.Recommendations;
using CostIntel.Domain.Recommendations.Catalog;
using CostIntel.Domain.Recommendations.Facts;
using CostIntel.Domain.Simulation;
using CostIntel.Domain.Simulation.Results;
using CostIntel.Domain.Simulation.Templates;

namespace CostIntel.Bench.Simulation;

/// <summary><c>simulate</c>: what-if replays on made resources, beside the replay that one would write first.</summary>
internal static class SimulateCommand
{
    private const int Days = 90;
    private const int Draws = 1_000;
    private const int LookBackDays = 30;

    private static readonly JsonSerializerOptions Lines = new(JsonSerializerOptions.Web) { WriteIndented = true };

    public static Command Create()
    {
        var resources = new Option<int>("--resources") { DefaultValueFactory = _ => 1_000, Description = "Resources." };
        var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 7, Description = "The fastest counts: other load only ever adds." };
        var command = new Command("simulate", "90-day simulations of made resources, in process; prints JSON.") { resources, rounds };
        command.SetAction(parsed => Console.WriteLine(
            JsonSerializer.Serialize(Run(parsed.GetValue(resources), parsed.GetValue(rounds)), Lines)));
        return command;
    }

    private static object Run(int count, int rounds)
    {
        var fleet = Enumerable.Range(0, count).Select(number => MadeFleet.Resource(number, Days)).ToArray();
        var schedule = Read("schedule", ("runs", "mon-fri 07-19"));
        IWhatIf[] three = [schedule, Read("custom", ("price", "0.5"), ("cpu", "0.5")), Read("stop", ("keep", "1"))];
        var change = schedule.For(fleet[0], PriceCatalog.Empty).Change!;

        var one = Fastest(rounds, () => Simulate(fleet, [schedule], 0));
        var baseline = Fastest(rounds, () => fleet.Sum(facts => NaiveReplay.CostAfter(facts, change)));
        return new
        {
            resources = count,
            days = Days,
            resourceHours = count * Days * 24,
            oneAlternativeMs = one,
            threeAlternativesMs = Fastest(rounds, () => Simulate(fleet, three, 0)),
            threeAlternativesDrawnMs = Fastest(rounds, () => Simulate(fleet, three, Draws)),
            naiveReplayOfCostsAloneMs = baseline,
            naiveToOneAlternative = Math.Round(baseline / one, 2),
            estimateMicroseconds = Math.Round(1_000 * Fastest(rounds, () => Estimate(fleet, change)) / count, 2),
            agreesWithNaive = AgreesWithNaive(fleet, change),
            coverage = new[]
            {
                IntervalCoverage.Measure(14, 0.2, 0),
                IntervalCoverage.Measure(30, 0.2, 0),
                IntervalCoverage.Measure(14, 0.2, 0.5),
                IntervalCoverage.Measure(30, 0.2, 0.5),
                IntervalCoverage.Measure(30, 0.2, 0.8),
                IntervalCoverage.Measure(14, 0.02, 0),
            },
        };
    }

    private static decimal Simulate(ResourceFacts[] fleet, IWhatIf[] alternatives, int draws)
    {
        var tally = new SimulationTally(alternatives.Length);
        foreach (var facts in fleet)
        {
            tally.Add(ResourceAnswers.Of(facts, alternatives, PriceCatalog.Empty, MadeFleet.Slos, Days));
        }

        return tally.Finish(draws, 1, CancellationToken.None)[0].Alternatives[0].Estimate.Saving.Expected;
    }

    private static decimal Estimate(ResourceFacts[] fleet, Change change) =>
        fleet.Sum(facts => SavingEstimator.Of(facts, change, LookBackDays).Saving.Expected);

    private static bool AgreesWithNaive(ResourceFacts[] fleet, Change change) => fleet.All(facts =>
        Math.Abs(NaiveReplay.CostAfter(facts, change) - CostReplay.Of(facts, change, Days).After.Sum()) < 1e-6m);

    private static double Fastest(int rounds, Func<decimal> run)
    {
        run();
        var least = TimeSpan.MaxValue;
        for (var i = 0; i < rounds; i++)
        {
            var started = Stopwatch.GetTimestamp();
            run();
            var taken = Stopwatch.GetElapsedTime(started);
            least = taken < least ? taken : least;
        }

        return Math.Round(least.TotalMilliseconds, 2);
    }

    private static IWhatIf Read(string template, params (string Name, string Value)[] parameters) => WhatIfTemplates.Read(
        template, parameters.ToDictionary(pair => pair.Name, pair => pair.Value), out _)!;
}
