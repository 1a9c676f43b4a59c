namespace CostIntel.Conformance.Timers;

public interface IReminderGrain : IGrainWithStringKey
{
    Task Register(string name, TimeSpan dueTime, TimeSpan period);

    Task<bool> Unregister(string name);

    Task<List<string>> Names();

    Task Restart();
}

public sealed class ReminderGrain(Witness witness) : Grain, IReminderGrain, IRemindable
{
    public Task Register(string name, TimeSpan dueTime, TimeSpan period) =>
        this.RegisterOrUpdateReminder(name, dueTime, period);

    public async Task<bool> Unregister(string name)
    {
        if (await this.GetReminder(name) is not { } reminder)
        {
            return false;
        }

        await this.UnregisterReminder(reminder);
        return true;
    }

    public async Task<List<string>> Names() =>
        [.. (await this.GetReminders()).Select(reminder => reminder.ReminderName).Order(StringComparer.Ordinal)];

    public Task Restart()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        witness.Say(this.GetPrimaryKeyString(), $"{reminderName} every {status.Period}");
        return Task.CompletedTask;
    }
}

public interface INotRemindableGrain : IGrainWithStringKey
{
    Task Register();
}

public sealed class NotRemindableGrain : Grain, INotRemindableGrain
{
    public Task Register() => this.RegisterOrUpdateReminder("no", TimeSpan.Zero, TimeSpan.FromHours(1));
}

public sealed class ReminderTests(GrainHost host) : IClassFixture<GrainHost>
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_reminder_that_is_due_calls_the_grain_even_if_it_was_deactivated()
    {
        const string key = nameof(A_reminder_that_is_due_calls_the_grain_even_if_it_was_deactivated);
        var grain = host.Grain<IReminderGrain>(key);
        await grain.Register("wake", TimeSpan.FromMilliseconds(500), Hour);
        await grain.Restart();
        Assert.Equal("wake every 01:00:00", await host.Witness.Hear(key));
        Assert.True(await grain.Unregister("wake"));
    }

    [Fact]
    public async Task Reminders_are_listed_replaced_and_removed_by_name()
    {
        var grain = host.Grain<IReminderGrain>("lists");
        await grain.Register("a", Hour, Hour);
        await grain.Register("b", Hour, Hour);
        await grain.Register("a", Hour, Hour * 2);
        Assert.Equal(["a", "b"], await grain.Names());
        Assert.True(await grain.Unregister("a"));
        Assert.False(await grain.Unregister("a"));
        Assert.Equal(["b"], await grain.Names());
    }

    [Fact]
    public async Task Reminders_belong_to_one_grain()
    {
        await host.Grain<IReminderGrain>("owner").Register("mine", Hour, Hour);
        Assert.Empty(await host.Grain<IReminderGrain>("stranger").Names());
    }

    [Fact]
    public async Task A_period_below_the_minimum_is_refused() => await Assert.ThrowsAsync<ArgumentException>(
        () => host.Grain<IReminderGrain>("hasty").Register("x", TimeSpan.Zero, TimeSpan.FromSeconds(59)));

    [Fact]
    public async Task A_grain_that_cannot_be_reminded_cannot_register() =>
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => host.Grain<INotRemindableGrain>("cannot").Register());
}
