namespace CostIntel.Conformance.Calls;

public interface IFilteredGrain : IGrainWithStringKey
{
    Task<int> Twice(int number);

    Task Fail();

    Task<int> Slowly(int number);
}

public sealed class FilteredGrain(Witness witness) : Grain, IFilteredGrain, IIncomingGrainCallFilter
{
    public Witness Witness => witness;

    public Task<int> Twice(int number)
    {
        witness.Say(this.GetPrimaryKeyString(), "method");
        return Task.FromResult(number * 2);
    }

    public Task Fail() => throw new InvalidOperationException("failed");

    public async Task<int> Slowly(int number)
    {
        await Task.Yield();
        return number;
    }

    public Task Invoke(IIncomingGrainCallContext context)
    {
        witness.Say(this.GetPrimaryKeyString(), "own");
        return context.Invoke();
    }
}

public sealed class FilterTests
{
    [Fact]
    public async Task Filters_run_in_order_of_registration_then_the_grains_own_then_the_method()
    {
        var host = await GrainHost.StartAsync(silo => silo
            .AddIncomingGrainCallFilter(Note("first"))
            .AddIncomingGrainCallFilter(Note("second")));
        Assert.Equal(4, await host.Grain<IFilteredGrain>("order").Twice(2));
        Assert.Equal(
            ["first in", "second in", "own", "method", "second out", "first out"], host.Witness.HearAll("order"));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_filter_sees_the_call_and_its_result_and_may_replace_it()
    {
        var host = await GrainHost.StartAsync(silo => silo.AddIncomingGrainCallFilter(async context =>
        {
            await context.Invoke();
            if (context.MethodName == nameof(IFilteredGrain.Slowly))
            {
                Assert.Contains(nameof(IFilteredGrain), context.InterfaceName, StringComparison.Ordinal);
                Assert.Equal("sees", context.TargetId.Key.ToString());
                Assert.IsType<FilteredGrain>(context.Grain);
                context.Result = (int)context.Result! + (int)context.Request.GetArgument(0)! + 1;
            }
        }));
        Assert.Equal(15, await host.Grain<IFilteredGrain>("sees").Slowly(7));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_filter_may_answer_in_place_of_the_grain()
    {
        var host = await GrainHost.StartAsync(silo => silo.AddIncomingGrainCallFilter(context =>
        {
            if (context.Grain is FilteredGrain)
            {
                context.Result = -1;
                return Task.CompletedTask;
            }

            return context.Invoke();
        }));
        Assert.Equal(-1, await host.Grain<IFilteredGrain>("place").Twice(2));
        Assert.Empty(host.Witness.HearAll("place"));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_filter_sees_the_exception_of_a_call()
    {
        var host = await GrainHost.StartAsync(silo => silo.AddIncomingGrainCallFilter(async context =>
        {
            try
            {
                await context.Invoke();
            }
            catch (InvalidOperationException failure)
            {
                throw new ArgumentException("seen " + failure.Message);
            }
        }));
        var thrown = await Assert.ThrowsAsync<ArgumentException>(() => host.Grain<IFilteredGrain>("fails").Fail());
        Assert.Equal("seen failed", thrown.Message);
        await host.DisposeAsync();
    }

    private static IncomingGrainCallFilterDelegate Note(string name) => async context =>
    {
        if (context.Grain is not FilteredGrain grain)
        {
            await context.Invoke();
            return;
        }

        var witness = grain.Witness;
        witness.Say(context.TargetId.Key.ToString()!, $"{name} in");
        await context.Invoke();
        witness.Say(context.TargetId.Key.ToString()!, $"{name} out");
    };
}
