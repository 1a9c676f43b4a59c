namespace CostIntel.Cli.Commands.Recommendations.Changes;

/// <summary>Asks whoever sits at the terminal.</summary>
/// <param name="input">Where the answer comes from.</param>
/// <param name="prompt">Where the question goes: not where the result goes, which may be a file.</param>
/// <param name="isTerminal">Somebody sits there.</param>
internal sealed class Confirmation(TextReader input, TextWriter prompt, bool isTerminal)
{
    public static Confirmation OfConsole(TextWriter prompt) => new(Console.In, prompt, !Console.IsInputRedirected);

    /// <summary>Where what is asked about is shown.</summary>
    public TextWriter Prompt => prompt;

    /// <summary>True for yes; anything else, also the end of the input, is no.</summary>
    /// <param name="question">Without its end.</param>
    /// <param name="otherwise">What to do where nobody can be asked.</param>
    /// <param name="cancellation">Gives up waiting.</param>
    /// <exception cref="CliException">Nobody can be asked.</exception>
    public async Task<bool> AskAsync(string question, string otherwise, CancellationToken cancellation)
    {
        if (!isTerminal)
        {
            throw new CliException($"The input is no terminal, so that nobody can be asked: {otherwise}");
        }

        await prompt.WriteAsync($"{question} [y/N] ");
        var answer = await input.ReadLineAsync(cancellation);
        return answer?.Trim().ToUpperInvariant() is "Y" or "YES";
    }
}
