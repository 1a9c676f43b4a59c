using CostIntel.Server.Execution;

namespace CostIntel.Server.Tests.Execution;

public sealed class ExecutorOptionsTests
{
    [Fact]
    public void Nothing_is_wrong_with_no_executors_or_a_simulated_one()
    {
        Assert.Empty(new ExecutionOptions().Faults());
        Assert.Empty(new ExecutionOptions { Executors = [new() { Name = "sim-1", Kind = ExecutorKind.Simulated }] }.Faults());
    }

    [Theory]
    [InlineData("", "1 to 64 lower-case letters")]
    [InlineData("Robot", "1 to 64 lower-case letters")]
    [InlineData("by-hand", "stands for people")]
    public void A_name_is_one_that_policies_can_say(string name, string fault) => Assert.Contains(
        fault, Assert.Single(new ExecutorOptions { Name = name, Kind = ExecutorKind.Simulated }.Faults("here")), StringComparison.Ordinal);

    [Theory]
    [InlineData(ExecutorKind.None, "here:Kind is missing")]
    [InlineData(ExecutorKind.Command, "here:Program is ''")]
    [InlineData(ExecutorKind.Webhook, "here:Url is ''")]
    [InlineData(ExecutorKind.Webhook, "here:SecretFile names ''")]
    public void What_an_executor_needs_is_asked_for(ExecutorKind kind, string fault) => Assert.Contains(
        new ExecutorOptions { Name = "a", Kind = kind }.Faults("here"), told => told.StartsWith(fault, StringComparison.Ordinal));

    [Fact]
    public void Names_are_unique()
    {
        var options = new ExecutionOptions
        {
            Executors = [new() { Name = "a", Kind = ExecutorKind.Simulated }, new() { Name = "a", Kind = ExecutorKind.Simulated }],
        };

        Assert.Equal("CostIntel:Execution:Executors:1:Name is 'a', as another's; names are unique.", Assert.Single(options.Faults()));
    }
}
