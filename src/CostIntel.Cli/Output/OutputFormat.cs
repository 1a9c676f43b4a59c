using System.CommandLine;

namespace CostIntel.Cli.Output;

/// <summary>The <c>--output</c> option.</summary>
internal static class OutputFormat
{
    public const string Table = "table";
    public const string Json = "json";
    public const string Csv = "csv";

    public static Option<string> Option(params string[] formats)
    {
        var option = new Option<string>("--output", "-o")
        {
            Description = $"Form of the result: {string.Join(", ", formats)}. json prints one document and nothing else.",
            HelpName = string.Join('|', formats),
            DefaultValueFactory = _ => Table,
        };
        return option.AcceptOnlyFromAmong(formats);
    }
}
