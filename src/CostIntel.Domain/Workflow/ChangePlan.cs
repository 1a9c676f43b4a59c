using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CostIntel.Domain.Workflow;

/// <summary>One change of one resource.</summary>
/// <param name="Resource">Key of the resource; it is locked while the plan is carried out.</param>
/// <param name="Executor">Who carries it out.</param>
/// <param name="Instruction">What the executor is told; opaque here.</param>
public sealed record PlanStep(string Resource, string Executor, string Instruction);

/// <summary>What is to be done, in order, and how carefully. An approval is bound to all of it.</summary>
/// <param name="Steps">One at a time, in this order; undone in the reverse one. 1 to <see cref="StepsMax"/>.</param>
/// <param name="CanarySteps">After so many steps the effect is watched before the others follow; 0 for no canary.</param>
/// <param name="Limits">Times and numbers of attempts.</param>
public sealed record ChangePlan(IReadOnlyList<PlanStep> Steps, int CanarySteps, ExecutionLimits Limits)
{
    /// <summary>The most steps of a plan.</summary>
    public const int StepsMax = 1000;

    /// <summary>The resources that it changes, each once, in order of their keys.</summary>
    public IReadOnlyList<string> Resources() =>
        [.. Steps.Select(step => step.Resource).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    /// <summary>What is wrong with it; nothing when it can be carried out.</summary>
    public IEnumerable<string> Faults()
    {
        if (Steps.Count is 0 or > StepsMax)
        {
            yield return FormattableString.Invariant($"The plan has {Steps.Count} steps; 1 to {StepsMax} are allowed.");
        }

        if (CanarySteps < 0 || CanarySteps >= Math.Max(1, Steps.Count))
        {
            yield return FormattableString.Invariant(
                $"The plan has {CanarySteps} canary steps of {Steps.Count}; a canary leaves at least one step for afterwards.");
        }

        foreach (var fault in Limits.Faults())
        {
            yield return fault;
        }
    }

    /// <summary>SHA-256 of everything in it, in hexadecimal digits.</summary>
    // Of a cryptographic hash, because somebody could gain from a plan that looks like one that was approved.
    public string Hash()
    {
        var text = new StringBuilder();
        Write(text, CanarySteps.ToString(CultureInfo.InvariantCulture));
        foreach (var limit in Limits.Numbers())
        {
            Write(text, limit.ToString(CultureInfo.InvariantCulture));
        }

        foreach (var step in Steps)
        {
            Write(text, step.Resource);
            Write(text, step.Executor);
            Write(text, step.Instruction);
        }

        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text.ToString())));
    }

    // With their lengths, so that no text can pass for two others.
    private static void Write(StringBuilder to, string text) => to.Append(CultureInfo.InvariantCulture, $"{text.Length}:{text};");
}
