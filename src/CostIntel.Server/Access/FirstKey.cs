using CostIntel.Domain.Access;
using CostIntel.Domain.Identity;
using CostIntel.Grains.Access;
using CostIntel.Server.Hosting;

namespace CostIntel.Server.Access;

/// <summary>
/// An engine that asks for keys and has none makes one for an admin. Of several processes that start together one does:
/// the key ring decides.
/// </summary>
internal sealed partial class FirstKey(
    IGrainFactory grains, KeyMaker maker, EngineOptions options, ILogger<FirstKey> logger) : IHostedService
{
    private const string AdminName = "first-admin";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.AsksNoKey)
        {
            LogNoKeys(logger);
            return;
        }

        var given = options.Access.ReadBootstrapKey();
        var (text, record) = given is null
            ? maker.Make(TenantId.Default, AdminName, [Role.Admin], [], null, "")
            : maker.Make(given, AdminName, [Role.Admin], [], null);
        var isFirst = await grains.GetGrain<IKeyRingGrain>(text.Tenant.ToString()).TryAddFirstAsync(record.Pack());
        if (given is not null)
        {
            LogGiven(logger, record.KeyId, isFirst ? "works" : "is not used, since there are keys already");
        }
        else if (isFirst)
        {
            // To the console alone: logs are kept and read by many.
            await Console.Out.WriteLineAsync(
                $"The engine has no keys yet. This one is an admin's; it is not shown again:{Environment.NewLine}{text.Format()}");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(1500, LogLevel.Warning, "The engine asks nobody for a key; it serves this machine alone")]
    private static partial void LogNoKeys(ILogger logger);

    [LoggerMessage(1501, LogLevel.Information, "The key {KeyId} of the bootstrap file {Outcome}")]
    private static partial void LogGiven(ILogger logger, string keyId, string outcome);
}
