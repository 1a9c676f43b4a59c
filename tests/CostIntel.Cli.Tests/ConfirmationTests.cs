using CostIntel.Cli.Commands.Recommendations.Changes;

namespace CostIntel.Cli.Tests;

public sealed class ConfirmationTests
{
    [Theory]
    [InlineData("y\n", true)]
    [InlineData(" Yes \n", true)]
    [InlineData("n\n", false)]
    [InlineData("\n", false)]
    [InlineData("yesterday\n", false)]
    [InlineData("", false)]
    public async Task Only_a_yes_is_a_yes(string typed, bool isWanted)
    {
        using var prompt = new StringWriter();

        Assert.Equal(isWanted, await new Confirmation(new StringReader(typed), prompt, isTerminal: true).AskAsync("Sure?", "", default));
        Assert.Equal("Sure? [y/N] ", prompt.ToString());
    }

    [Fact]
    public async Task Where_nobody_sits_nothing_is_asked_and_nothing_is_read()
    {
        using var prompt = new StringWriter();
        var input = new StringReader("y\n");

        var refused = await Assert.ThrowsAsync<CliException>(
            () => new Confirmation(input, prompt, isTerminal: false).AskAsync("Sure?", "--yes does.", default));

        Assert.Contains("--yes does.", refused.Message, StringComparison.Ordinal);
        Assert.Empty(prompt.ToString());
        Assert.Equal("y", await input.ReadLineAsync());
    }
}
