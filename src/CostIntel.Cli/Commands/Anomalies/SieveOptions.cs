using System.CommandLine;
using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Commands.Anomalies;

/// <summary>The options that say which incidents are wanted.</summary>
internal sealed class SieveOptions
{
    private readonly Option<string?> _severity = new Option<string?>("--min-severity")
    {
        Description = "Leaves out what is less severe: info, warning or critical.", HelpName = "SEVERITY",
    }.AcceptOnlyFromAmong("info", "warning", "critical");

    private readonly Option<decimal?> _impact = new("--min-impact")
    {
        Description = "Leaves out incidents with less at stake to the end of the month.", HelpName = "AMOUNT",
    };

    /// <summary>Which series it is about.</summary>
    public Option<string[]> Filter { get; } = new("--filter")
    {
        Description = "Keeps what has one of the values: DIM=VALUE[,VALUE…]; DIM!=VALUE leaves it out. Repeatable; all must "
            + "hold. DIM: provider, account, sub_account, service, region, resource, tag:KEY.",
        HelpName = "DIM=VALUE",
        DefaultValueFactory = _ => [],
    };

    public IEnumerable<Symbol> All => [Filter, _severity, _impact];

    public IEnumerable<CostFilter> Filters(ParseResult parsed) => parsed.GetValue(Filter)!.Select(QueryOptions.ParseFilter);

    public Severity Severity(ParseResult parsed) =>
        parsed.GetValue(_severity) is { } name ? Enum.Parse<Severity>(name, ignoreCase: true) : Contracts.V1.Severity.Unspecified;

    public string Impact(ParseResult parsed) =>
        parsed.GetValue(_impact)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
