using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Reminders;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Ties the life of the grains to the life of the .NET host.</summary>
internal sealed class SiloHost(Silo silo, IServiceProvider services) : IHostedService
{
    private readonly ReminderService? _reminders = services.GetService<ReminderService>();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        silo.Start();
        if (_reminders is not null)
        {
            await _reminders.StartAsync(cancellationToken);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_reminders is not null)
        {
            await _reminders.StopAsync();
        }

        await silo.StopAsync(cancellationToken);
    }
}
