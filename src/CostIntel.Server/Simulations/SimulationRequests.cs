using CostIntel.Contracts.Simulations;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Simulation;
using CostIntel.Grains.Queries;
using CostIntel.Grains.Simulations;
using CostIntel.Server.Errors;
using CostIntel.Server.Queries;
using Google.Protobuf;

namespace CostIntel.Server.Simulations;

/// <summary>Checks requests for simulations.</summary>
internal static class SimulationRequests
{
    private const int UsualDays = 30;
    private const int TitleLengthMax = 200;
    private const string UsualId = "request";

    /// <summary>The request with all that has a default filled in.</summary>
    public static RunSimulationRequest Complete(RunSimulationRequest request)
    {
        Require.Name(request.RequestId.Length == 0 ? UsualId : request.RequestId, "request_id", "");
        Require.That(request.Title.Length <= TitleLengthMax, $"title is longer than {TitleLengthMax} characters.");
        Require.That(
            request.Days is >= 0 and <= SimulationLimits.DaysMax,
            $"days is {request.Days}; it must be 1 to {SimulationLimits.DaysMax}.");
        Require.That(
            request.Draws is >= 0 and <= SimulationLimits.DrawsMax,
            $"draws is {request.Draws}; it must be 0 to {SimulationLimits.DrawsMax}.");
        Require.That(
            request.Alternatives.Count is > 0 and <= SimulationLimits.AlternativesMax,
            $"There are {request.Alternatives.Count} alternatives; there must be 1 to {SimulationLimits.AlternativesMax}.");
        var complete = request.Clone();
        complete.Days = request.Days == 0 ? UsualDays : request.Days;
        for (var i = 0; i < complete.Alternatives.Count; i++)
        {
            Check(complete.Alternatives[i], i);
            complete.Alternatives[i].Name = complete.Alternatives[i].ShownName();
        }

        return complete;
    }

    /// <summary>What each resource is asked.</summary>
    /// <param name="complete">A request that was checked.</param>
    public static SimulationQuestion ToQuestion(RunSimulationRequest complete)
    {
        var filters = CostRequests.FiltersOf(complete.Filters);
        foreach (var filter in filters)
        {
            Require.That(
                filter.Dimension.Kind != DimensionKind.ChargeCategory,
                "A filter on charge_category has no effect: usage alone is simulated.");
        }

        return new(
            [.. filters.Select(CostQuestionFilter.Of)],
            [.. complete.Alternatives.Select(Bare)],
            complete.Days);
    }

    private static void Check(SimulationAlternative alternative, int place)
    {
        try
        {
            alternative.ToWhatIf();
        }
        catch (FormatException fault)
        {
            throw Require.Invalid($"alternatives[{place}].{fault.Message}");
        }
    }

    private static byte[] Bare(SimulationAlternative alternative)
    {
        var bare = alternative.Clone();
        bare.Name = "";
        return bare.ToByteArray();
    }
}
