using System.CommandLine;

namespace CostIntel.Cli.Commands.Recommendations.Changes;

/// <summary>What several commands about changes take.</summary>
internal static class ChangeOptions
{
    /// <summary>Of which change.</summary>
    public static Argument<string> Id() => new("CHANGE")
    {
        Description = "The id of a recommendation, or of a change that carries out several.",
    };

    /// <summary>Why.</summary>
    public static Option<string> Comment() => new("--comment")
    {
        Description = "Why; everybody who sees the change sees it.", HelpName = "TEXT", DefaultValueFactory = _ => "",
    };

    /// <summary>Makes asking twice asking once.</summary>
    public static Option<string> RequestId() => new("--request-id")
    {
        Description = "Names the request: the same again gets the same answer and changes nothing. At most 128 characters.",
        HelpName = "ID",
        DefaultValueFactory = _ => "",
    };
}
