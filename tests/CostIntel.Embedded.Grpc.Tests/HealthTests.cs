using Grpc.Core;
using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using ServingStatus = Grpc.Health.V1.HealthCheckResponse.Types.ServingStatus;

namespace CostIntel.Embedded.Grpc.Tests;

public sealed class HealthTests : GrpcTest
{
    private HealthServiceImpl _statuses = null!;
    private bool _storeIsWell = true;

    private Health.HealthClient Health => new(Channel);

    [Theory]
    [InlineData("")]
    [InlineData("store")]
    public async Task The_health_checks_are_run_for_the_answer(string service)
    {
        var request = new HealthCheckRequest { Service = service };
        Assert.Equal(ServingStatus.Serving, (await Health.CheckAsync(request)).Status);

        _storeIsWell = false;

        Assert.Equal(ServingStatus.NotServing, (await Health.CheckAsync(request)).Status);
    }

    [Fact]
    public async Task A_check_that_does_not_count_for_a_service_does_not_change_it()
    {
        _storeIsWell = false;

        Assert.Equal(
            ServingStatus.Serving, (await Health.CheckAsync(new HealthCheckRequest { Service = "rest" })).Status);
    }

    [Fact]
    public async Task A_service_that_is_not_known_is_not_found()
    {
        var failure = await FailureOf(Health.CheckAsync(new HealthCheckRequest { Service = "nobody" }));

        Assert.Equal(StatusCode.NotFound, failure.StatusCode);
    }

    [Fact]
    public async Task A_watcher_hears_of_each_change()
    {
        using var call = Health.Watch(new HealthCheckRequest { Service = "later" });
        ServingStatus[] expected = [ServingStatus.ServiceUnknown, ServingStatus.Serving, ServingStatus.NotServing];
        foreach (var status in expected)
        {
            if (status != ServingStatus.ServiceUnknown)
            {
                _statuses.SetStatus("later", status);
            }

            Assert.True(await call.ResponseStream.MoveNext(default).WaitAsync(Patience));
            Assert.Equal(status, call.ResponseStream.Current.Status);
        }
    }

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Host.Errors.Expect("Health check store with status Unhealthy");
        _statuses = Host.Services.GetRequiredService<HealthServiceImpl>();
    }

    protected override void Add(WebApplicationBuilder builder, List<Action<WebApplication>> maps)
    {
        builder.Services
            .AddGrpcHealthChecks(options =>
            {
                options.Services.Map("store", check => check.Name == "store");
                options.Services.Map("rest", check => check.Tags.Contains("rest"));
            })
            .AddCheck("store", () => _storeIsWell ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy())
            .AddCheck("else", () => HealthCheckResult.Degraded(), ["rest"]);
        maps.Add(app => app.MapGrpcHealthChecksService());
    }
}
