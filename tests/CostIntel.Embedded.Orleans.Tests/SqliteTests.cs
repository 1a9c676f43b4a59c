using System.Diagnostics.Metrics;
using CostIntel.Storage.Sql;
using CostIntel.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace CostIntel.Embedded.Orleans.Tests;

public interface INoteGrain : IGrainWithStringKey
{
    Task Write(string text);

    Task<string> Read();

    Task Remind(TimeSpan dueTime, TimeSpan period);

    Task<int> Reminders();
}

public sealed class NoteGrain([PersistentState("n", EmbeddedHost.Store)] IPersistentState<Note> note, EventLog log)
    : Grain, INoteGrain, IRemindable
{
    public Task Write(string text)
    {
        note.State.Text = text;
        return note.WriteStateAsync();
    }

    public Task<string> Read() => Task.FromResult(note.State.Text);

    public Task Remind(TimeSpan dueTime, TimeSpan period) => this.RegisterOrUpdateReminder("r", dueTime, period);

    public async Task<int> Reminders() => (await this.GetReminders()).Count;

    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        log.Add($"{status.FirstTickTime:HH:mm} {status.CurrentTickTime:HH:mm}");
        return Task.CompletedTask;
    }
}

[Collection(nameof(Alone))]
public sealed class SqliteTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task State_survives_the_end_of_the_host()
    {
        await using (var host = await StartAsync())
        {
            await host.Grain<INoteGrain>("a").Write("kept");
        }

        await using var again = await StartAsync();
        Assert.Equal("kept", await again.Grain<INoteGrain>("a").Read());
        await again.Grain<INoteGrain>("a").Write("and goes on");
    }

    [Fact]
    public async Task Writes_that_wait_share_a_commit()
    {
        await using var host = await StartAsync();
        await host.Grain<INoteGrain>("warm").Write("");
        long commits = 0, works = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, one) =>
        {
            if (instrument.Meter.Name == SqlCommitQueue.MeterName)
            {
                one.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Interlocked.Add(
            ref instrument.Name.EndsWith("commits", StringComparison.Ordinal) ? ref commits : ref works, value));
        listener.Start();
        await Task.WhenAll(Enumerable.Range(0, 500).Select(i => host.Grain<INoteGrain>($"{i}").Write("x")));
        Assert.Equal(500, Interlocked.Read(ref works));
        Assert.InRange(Interlocked.Read(ref commits), 1, 250);
    }

    [Fact]
    public async Task A_reminder_ticks_at_multiples_of_its_period()
    {
        await using var host = await StartAsync();
        await host.Grain<INoteGrain>("r").Remind(TimeSpan.FromMinutes(10), Hour);
        _time.Advance(TimeSpan.FromMinutes(9));
        await host.Grain<INoteGrain>("r").Read();
        Assert.True(host.Log.IsEmpty);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("00:10 00:10", await host.Log.NextAsync());
        await MovedOnTo(host, "01:10");
        _time.Advance(Hour);
        Assert.Equal("00:10 01:10", await host.Log.NextAsync());
    }

    [Fact]
    public async Task A_tick_that_was_missed_comes_once_after_the_start_and_then_on_schedule()
    {
        await using (var host = await StartAsync())
        {
            await host.Grain<INoteGrain>("r").Remind(TimeSpan.FromMinutes(10), Hour);
        }

        _time.Advance((Hour * 3) + TimeSpan.FromMinutes(30));
        await using var again = await StartAsync();
        _time.Advance(TimeSpan.Zero);
        Assert.Equal("00:10 03:30", await again.Log.NextAsync());
        await MovedOnTo(again, "04:10");
        Assert.Equal(1, await again.Grain<INoteGrain>("r").Reminders());
        _time.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal("00:10 04:10", await again.Log.NextAsync());
    }

    /// <summary>Completes when the table says that the reminder is next due at that time.</summary>
    private static async Task MovedOnTo(EmbeddedHost host, string due)
    {
        await using var connection = host.Services.GetRequiredService<SqlDatabase>().OpenConnection();
        await using var select = connection.CreateCommand();
        select.CommandText = "SELECT due_utc_ticks FROM grain_reminder";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ($"{new DateTime((long)(await select.ExecuteScalarAsync(limit.Token))!):HH:mm}" != due)
        {
            await Task.Yield();
        }
    }

    private Task<EmbeddedHost> StartAsync() => EmbeddedHost.StartAsync(_time, _folder.File("engine.db"));
}
