namespace CostIntel.Server.Hosting;

/// <summary>The server's switches, as settings.</summary>
internal static class CommandLine
{
    /// <summary>Turns <c>--demo</c> and <c>--insecure-dev</c> into the settings they stand for.</summary>
    public static string[] Translate(string[] args) => [.. args.Select(arg => arg switch
    {
        "--demo" => "--CostIntel:Demo=true",
        "--insecure-dev" => "--CostIntel:InsecureDev=true",
        _ => arg,
    })];
}
