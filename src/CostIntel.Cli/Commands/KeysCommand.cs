using System.CommandLine;
using System.Security.Cryptography;
using CostIntel.Cli.Output;
using CostIntel.Contracts.V1;
using CostIntel.Domain.Access;
using CostIntel.Domain.Identity;
using Google.Protobuf.WellKnownTypes;
using Role = CostIntel.Contracts.V1.Role;

namespace CostIntel.Cli.Commands;

/// <summary><c>costintel keys</c>: who may call the engine.</summary>
internal sealed class KeysCommand(ConnectionOptions connection, TextWriter output, TextWriter error)
{
    private readonly Argument<string> _id = new("KEY-ID") { Description = "The id of a key, as 'keys list' shows it." };
    private readonly Argument<string> _name = new("NAME") { Description = "The principal's name." };
    private readonly Option<string[]> _roles = new("--role")
    {
        Description = "viewer, ingester, operator, approver or admin; may be given several times.",
        Required = true,
    };

    private readonly Option<string[]> _groups = new("--group") { Description = "A group that policies name; may be repeated." };
    private readonly Option<int?> _days = new("--expires-in-days") { Description = "Days until it expires. Default: never." };
    private readonly Option<int> _overlap = new("--overlap-hours")
    {
        Description = "Hours for which the old key goes on working.", DefaultValueFactory = _ => 24,
    };

    private readonly Option<string> _tenant = new("--tenant")
    {
        Description = "The tenant it is for.", DefaultValueFactory = _ => TenantId.Default.ToString(),
    };

    public static Command Create(ConnectionOptions connection, TextWriter output, TextWriter error)
    {
        var keys = new KeysCommand(connection, output, error);
        return new Command("keys", "Makes, lists and revokes API keys.")
        {
            keys.Command(
                "create", "Makes a key and shows it, once: costintel keys create ci-pipeline --role ingester",
                keys.CreateAsync, keys._name, keys._roles, keys._groups, keys._days),
            keys.Command("list", "Lists keys, also those that no longer work.", keys.ListAsync),
            keys.Command("revoke", "Makes a key useless at once.", keys.RevokeAsync, keys._id),
            keys.Command(
                "rotate", "Makes a new key for the same principal; the old one works on for a while.",
                keys.RotateAsync, keys._id, keys._overlap, keys._days),
            keys.Command("whoami", "Says who the engine takes you for.", keys.WhoAmIAsync),
            keys.Command(
                "generate", "Makes up a key without an engine, for CostIntel:Access:BootstrapKeyFile.",
                keys.GenerateAsync, keys._tenant),
        };
    }

    private Command Command(
        string name, string help, Func<ParseResult, CancellationToken, Task> run, params Symbol[] symbols) =>
        Subcommand.Create(name, help, error, run, symbols);

    private async Task CreateAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var request = new CreateKeyRequest
        {
            Name = parsed.GetValue(_name),
            Lifetime = Days(parsed),
            RequestId = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
        };
        request.Roles.AddRange(parsed.GetValue(_roles)!.Select(RoleOf));
        request.Groups.AddRange(parsed.GetValue(_groups) ?? []);
        await CallAsync(parsed, async client => Show(await client.CreateKeyAsync(request, connection.Call(parsed, cancellation))));
    }

    private Task RotateAsync(ParseResult parsed, CancellationToken cancellation) => CallAsync(
        parsed,
        async client => Show(await client.RotateKeyAsync(
            new RotateKeyRequest
            {
                KeyId = parsed.GetValue(_id),
                Overlap = Duration.FromTimeSpan(TimeSpan.FromHours(parsed.GetValue(_overlap))),
                Lifetime = Days(parsed),
            },
            connection.Call(parsed, cancellation))));

    private Task RevokeAsync(ParseResult parsed, CancellationToken cancellation) => CallAsync(parsed, async client =>
    {
        var key = await client.RevokeKeyAsync(
            new RevokeKeyRequest { KeyId = parsed.GetValue(_id) }, connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{key.KeyId} ({key.Name}) is revoked.");
    });

    private Task ListAsync(ParseResult parsed, CancellationToken cancellation) => CallAsync(parsed, async client =>
    {
        var table = new TextTable("key", "name", "roles", "groups", "created", "expires", "revoked", "replaced by");
        var request = new ListKeysRequest { PageSize = 1_000 };
        do
        {
            var page = await client.ListKeysAsync(request, connection.Call(parsed, cancellation));
            foreach (var key in page.Keys)
            {
                table.Add(
                    key.KeyId, key.Name, Names(key.Roles), string.Join(',', key.Groups), Time(key.Created), Time(key.Expires),
                    Time(key.Revoked), key.ReplacedBy);
            }

            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        table.Write(output);
    });

    private Task WhoAmIAsync(ParseResult parsed, CancellationToken cancellation) => CallAsync(parsed, async client =>
    {
        var who = await client.WhoAmIAsync(new WhoAmIRequest(), connection.Call(parsed, cancellation));
        await output.WriteLineAsync($"{who.Name} of tenant {who.Tenant}: {Names(who.Roles)}");
    });

    private Task GenerateAsync(ParseResult parsed, CancellationToken cancellation) => TenantId.TryParse(
        parsed.GetValue(_tenant)!, out var tenant)
        ? output.WriteLineAsync(
            ApiKeyText.Create(tenant, RandomNumberGenerator.GetBytes(ApiKeyText.RandomBytes)).Format().AsMemory(), cancellation)
        : throw new CliException($"--tenant is '{parsed.GetValue(_tenant)}'; expected lower-case letters, digits and hyphens.");

    private async Task CallAsync(ParseResult parsed, Func<AccessService.AccessServiceClient, Task> call)
    {
        using var channel = connection.Open(parsed);
        await call(new AccessService.AccessServiceClient(channel));
    }

    private void Show(CreateKeyResponse made)
    {
        output.WriteLine($"{made.Key.KeyId} ({made.Key.Name}): {Names(made.Key.Roles)}. It is not shown again:");
        output.WriteLine(made.Text);
    }

    private Duration? Days(ParseResult parsed) =>
        parsed.GetValue(_days) is { } days ? Duration.FromTimeSpan(TimeSpan.FromDays(days)) : null;

    private static Role RoleOf(string name) => System.Enum.TryParse<Role>(name, ignoreCase: true, out var role) && role != 0
        ? role
        : throw new CliException($"--role is '{name}'; expected viewer, ingester, operator, approver or admin.");

    private static string Names(IEnumerable<Role> roles) =>
        string.Join(',', roles.Select(role => role.ToString().ToLowerInvariant()));

    private static string Time(Timestamp? time) => time is null ? "" : $"{time.ToDateTime():yyyy-MM-dd HH:mm}";
}
