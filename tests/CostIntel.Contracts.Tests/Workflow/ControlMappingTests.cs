using System.Text.Json;
using CostIntel.Contracts.State.V1;
using CostIntel.Contracts.Workflow;
using CostIntel.Domain.Identity;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Incidents.Rules;
using CostIntel.Domain.Queries;
using CostIntel.Domain.Workflow.Control;
using Google.Protobuf;

namespace CostIntel.Contracts.Tests.Workflow;

public sealed class ControlMappingTests
{
    private static readonly DateTimeOffset At = new DateTimeOffset(2026, 3, 1, 4, 5, 6, TimeSpan.Zero).AddTicks(7);
    private static readonly AccountKey Account = new(TenantId.Parse("acme"), "aws", "111");

    private static readonly Subject Target = new(
        Account, new ResourceKey(Account, "", "i-1").ToString(), "", "Amazon EC2", "eu-west-1", "web-1",
        [KeyValuePair.Create("app", "web")], Measure.Cost, "USD");

    [Fact]
    public void All_that_changes_share_comes_back_to_the_tick()
    {
        var scope = new Scope([new(Dimension.OfTag("team"), new HashSet<string> { "search" }, true)]);
        var book = new ControlBook
        {
            Locks = [new("r1", "a", "a/lock/2", At)],
            Released = ["a/lock/1"],
            Leases = [new("a/rec-a", Target, "app=web", At, At.AddHours(1)) { Key = "a/lock/2" }],
            Given = [new("rec-a", "safe", Target, 12.34m, At)],
            Orders =
            [
                new(new([scope], "ann", "Migration.", At) { Id = "stop-1" }, "q", At.AddTicks(1), "bob"),
                new(new([], "bob", "Release.", At) { Id = "stop-2" }, "", null, ""),
            ],
            OrdersMade = 2,
        };

        var again = ChangeControlSnapshot.Parser.ParseFrom(book.ToSnapshot().ToByteArray()).ToBook();

        Assert.Equal(JsonSerializer.Serialize(book), JsonSerializer.Serialize(again));
    }
}
