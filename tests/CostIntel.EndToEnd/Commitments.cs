using System.Globalization;
using CostIntel.Contracts.V1;
using CostIntel.TestKit;
using Grpc.Net.Client;

namespace CostIntel.EndToEnd;

/// <summary>What an account as a whole could save, from streamed charges to a proposal, through a running engine.</summary>
public sealed class Commitments : IAsyncLifetime, IDisposable
{
    private const int Days = 30;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);

    private readonly TemporaryFolder _folder = new();
    private readonly CancellationTokenSource _end = new(Patience);
    private EngineProcess _engine = null!;
    private GrpcChannel _channel = null!;

    private RecommendationService.RecommendationServiceClient Client => new(_channel);

    public async Task InitializeAsync()
    {
        _engine = await EngineProcess.StartAsync(_folder.File("data"));
        _channel = GrpcChannel.ForAddress(_engine.Url);
    }

    public async Task DisposeAsync()
    {
        _channel.Dispose();
        await _engine.DisposeAsync();
    }

    public void Dispose()
    {
        _end.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Steady_usage_and_an_unused_commitment_are_proposed_and_withdrawn_with_the_policy()
    {
        var fleet = new FleetClient(_channel, "commit");
        await fleet.ChargeAsync(fleet.Machine("vm-1", "m5.4xlarge", "production"), Days, _ => 6);
        await fleet.ChargeAsync(fleet.Machine("vm-2", "m5.4xlarge", "production"), Days, _ => 4);
        await fleet.ChargeAsync(Covered(fleet, "Used"), Days, _ => 1);
        await fleet.ChargeAsync(Covered(fleet, "Unused"), Days, _ => 3);

        var purchase = await UntilProposedAsync("commitment-purchase");
        var waste = await UntilProposedAsync("commitment-waste");
        // Who is asked next has been told nothing by those before.
        await _engine.KillAsync();
        await _engine.StartAgainAsync();
        await Client.PutPolicyAsync(new() { Yaml = "disabled: [commitment-purchase, commitment-waste]" });

        Assert.Equal(
            (ActionType.Purchase, "Compute Savings Plan", ""),
            (purchase.Change.Action, purchase.ServiceName, purchase.ResourceId));
        // Of the machines alone: what the commitment covers is covered.
        Assert.InRange(Amount(purchase.CurrentMonthlyCost), 7_299m, 7_301m);
        Assert.InRange(Amount(purchase.EstimatedMonthlySavings.Expected), 0.1m * 7_300, 0.3m * 7_300);
        Assert.Equal(ActionType.Configure, waste.Change.Action);
        Assert.Contains("sp-1 was 25 % used", waste.Reason, StringComparison.Ordinal);
        Assert.InRange(Amount(waste.EstimatedMonthlySavings.Expected), 2_189m, 2_191m);
        await UntilWithdrawnAsync(purchase.RecommendationId);
        await UntilWithdrawnAsync(waste.RecommendationId);
    }

    private static Series Covered(FleetClient fleet, string status)
    {
        var series = fleet.Machine("vm-3", "m5.large", "production");
        series.CommitmentDiscountId = "sp-1";
        series.CommitmentDiscountStatus = status;
        return series;
    }

    private static decimal Amount(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    // What is proposed follows the charges by some seconds.
    private async Task<Recommendation> UntilProposedAsync(string rule)
    {
        while (true)
        {
            var answer = await Client.ListAsync(
                new() { Filters = { new CostFilter { Dimension = "account", Values = { "commit" } } } }, cancellationToken: _end.Token);
            if (answer.Recommendations.FirstOrDefault(one => one.Rule == rule) is { } found)
            {
                return found;
            }

            await Task.Delay(200, _end.Token);
        }
    }

    private async Task UntilWithdrawnAsync(string id)
    {
        while ((await Client.GetAsync(new() { RecommendationId = id }, cancellationToken: _end.Token)).State != RecommendationState.Withdrawn)
        {
            await Task.Delay(100, _end.Token);
        }
    }
}
