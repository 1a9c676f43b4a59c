using CostIntel.Contracts.V1;
using CostIntel.Server.Access;
using CostIntel.Server.Audit;
using Google.Protobuf.Reflection;
using Role = CostIntel.Domain.Access.Role;

namespace CostIntel.Server.Tests.Audit;

public sealed class AuditTableTests
{
    private static readonly string[] WordsOfQuestions =
        ["Get", "List", "Watch", "Query", "Check", "Run", "Replay", "Forecast", "Project", "Explain", "Try", "Preview", "Plan"];

    [Fact]
    public void Methods_without_entries_are_methods_that_would_have_them_otherwise() => Assert.All(
        AuditTable.WithoutEntries,
        method => Assert.True(
            AccessPolicy.Methods.TryGetValue(method, out var role) && role is not null and not Role.Viewer, method));

    [Fact]
    public void What_a_viewer_may_call_only_asks() => Assert.All(
        AccessPolicy.Methods.Where(method => method.Value == Role.Viewer),
        method => Assert.Contains(
            WordsOfQuestions, word => method.Key.Split('/')[^1].StartsWith(word, StringComparison.Ordinal)));

    [Fact]
    public void Commands_are_single_calls_or_streams_in_both_directions()
    {
        var commands = typeof(IngestService).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null))
            .OfType<ServiceDescriptor>()
            .SelectMany(service => service.Methods)
            .Where(method => AuditTable.IsCommand($"/{method.Service.FullName}/{method.Name}"))
            .ToList();

        Assert.True(commands.Count >= 17, $"{commands.Count} commands");
        Assert.All(commands, command => Assert.Equal(command.IsClientStreaming, command.IsServerStreaming));
    }

    [Theory]
    [InlineData("/costintel.v1.RecommendationService/Reject", true)]
    [InlineData("/costintel.v1.IngestService/ImportStatement", true)]
    [InlineData("/costintel.v1.AccessService/CreateKey", true)]
    [InlineData("/costintel.v1.AccessService/WhoAmI", false)]
    [InlineData("/costintel.v1.CostService/QueryCosts", false)]
    [InlineData("/costintel.v1.IngestService/Stream", false)]
    public void Commands_are_told_from_questions(string method, bool isCommand) =>
        Assert.Equal(isCommand, AuditTable.IsCommand(method));
}
