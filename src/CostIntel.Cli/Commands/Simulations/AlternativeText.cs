using System.Text.RegularExpressions;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands.Simulations;

/// <summary>Alternatives as they are written: <c>[NAME=]TEMPLATE[:PARAMETER=VALUE[,PARAMETER=VALUE…]]</c>.</summary>
internal static partial class AlternativeText
{
    public static SimulationAlternative Parse(string text)
    {
        var match = Whole().Match(text);
        if (!match.Success)
        {
            throw new CliException(
                $"--alternative is '{text}'; expected TEMPLATE:PARAMETER=VALUE,… such as rightsize:to=m5.large.");
        }

        var alternative = new SimulationAlternative
        {
            Name = match.Groups["name"].Value,
            Template = match.Groups["template"].Value,
        };
        foreach (var pair in Pairs().Split(match.Groups["parameters"].Value).Where(pair => pair.Length > 0))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (!alternative.Parameters.TryAdd(pair[..equals], pair[(equals + 1)..]))
            {
                throw new CliException($"--alternative '{text}' has {pair[..equals]} twice.");
            }
        }

        return alternative;
    }

    // Values may hold commas, as in runs=mon,wed 07-19: a comma parts what another name and '=' follow.
    [GeneratedRegex("""^(?:(?<name>[^:=]+)=)?(?<template>[a-z_]+)(?::(?<parameters>(?:[a-z_]+=[^=]*)(?:,[a-z_]+=[^=]*)*))?$""")]
    private static partial Regex Whole();

    [GeneratedRegex(",(?=[a-z_]+=)")]
    private static partial Regex Pairs();
}
