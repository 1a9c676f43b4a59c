using CostIntel.Contracts.V1;
using CostIntel.Domain.Access;
using CostIntel.Grains.Access;
using CostIntel.Server.Errors;
using CostIntel.Server.Queries;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Role = CostIntel.Domain.Access.Role;

namespace CostIntel.Server.Access;

/// <summary>Makes, lists and revokes keys of the caller's tenant.</summary>
internal sealed class AccessEndpoint(IGrainFactory grains, KeyMaker maker) : AccessService.AccessServiceBase
{
    private const int KeysPerPage = 100;
    private const int KeysPerPageMax = 1_000;
    private const int GroupsMax = 100;

    private static readonly TimeSpan LifetimeMin = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LifetimeMax = TimeSpan.FromDays(36_500);
    private static readonly TimeSpan DefaultOverlap = TimeSpan.FromHours(24);
    private static readonly TimeSpan OverlapMax = TimeSpan.FromDays(30);

    public override async Task<CreateKeyResponse> CreateKey(CreateKeyRequest request, ServerCallContext context)
    {
        var name = Require.Name(request.Name, "name", "");
        Require.That(request.Roles.Count > 0, "roles is empty; give at least one role.");
        foreach (var role in request.Roles)
        {
            Require.That(role != 0 && System.Enum.IsDefined(role), $"roles has {(int)role}, which is no role.");
        }

        Require.That(
            request.Groups.Count <= GroupsMax,
            $"groups has {request.Groups.Count} names; at most {GroupsMax} are allowed.");
        foreach (var group in request.Groups)
        {
            Require.Name(group, "groups", "");
        }

        if (request.RequestId.Length > 0)
        {
            Require.Name(request.RequestId, "request_id", "");
        }

        var tenant = context.Principal().Tenant;
        var (text, record) = maker.Make(
            tenant,
            name,
            [.. request.Roles.Distinct().Select(role => (Role)role)],
            [.. request.Groups],
            Lifetime(request.Lifetime),
            request.RequestId);
        var ring = Ring(context);
        var fault = await ring.AddAsync(record.Pack());

        // Asked only now: of two calls that come at once the ring has taken one, and only its text works.
        if (fault is not null && request.RequestId.Length > 0 && await ring.FindAsync(record.KeyId) is not null)
        {
            throw new RpcException(new Status(
                StatusCode.AlreadyExists,
                $"request_id '{request.RequestId}' has made key '{record.KeyId}'; its text cannot be shown again. Rotate it for a new one."));
        }

        Done(fault);
        return new CreateKeyResponse { Key = Message(record), Text = text.Format() };
    }

    public override async Task<ListKeysResponse> ListKeys(ListKeysRequest request, ServerCallContext context)
    {
        var page = Page.Of(request.PageSize, request.PageToken, KeysPerPage, KeysPerPageMax, 0);
        var keys = await Ring(context).ListAsync();
        var response = new ListKeysResponse { NextPageToken = page.NextToken(keys.Length) };
        response.Keys.AddRange(page.Of(keys).Select(key => Message(key.Unpack())));
        return response;
    }

    public override async Task<Key> RevokeKey(RevokeKeyRequest request, ServerCallContext context)
    {
        Done(await Ring(context).RevokeAsync(request.KeyId));
        return Message((await Ring(context).FindAsync(request.KeyId))!.Unpack());
    }

    public override async Task<CreateKeyResponse> RotateKey(RotateKeyRequest request, ServerCallContext context)
    {
        var overlap = Span(request.Overlap, "overlap", TimeSpan.Zero, OverlapMax) ?? DefaultOverlap;
        var (text, record) = maker.Make(
            context.Principal().Tenant, "rotated", [Role.Viewer], [], Lifetime(request.Lifetime), "");
        Done(await Ring(context).RotateAsync(request.KeyId, record.Pack(), overlap));
        var made = (await Ring(context).FindAsync(record.KeyId))!.Unpack();
        return new CreateKeyResponse { Key = Message(made), Text = text.Format() };
    }

    public override Task<WhoAmIResponse> WhoAmI(WhoAmIRequest request, ServerCallContext context)
    {
        var principal = context.Principal();
        var response = new WhoAmIResponse
        {
            Tenant = principal.Tenant.ToString(), Name = principal.Name, KeyId = principal.KeyId,
        };
        response.Roles.AddRange(principal.Roles.Select(role => (Contracts.V1.Role)role));
        response.Groups.AddRange(principal.Groups);
        return Task.FromResult(response);
    }

    private static TimeSpan? Lifetime(Duration? lifetime) => Span(lifetime, "lifetime", LifetimeMin, LifetimeMax);

    /// <summary>Checked before it is converted: a Duration may hold more than a TimeSpan, or what is no duration.</summary>
    private static TimeSpan? Span(Duration? duration, string field, TimeSpan least, TimeSpan most)
    {
        if (duration is null)
        {
            return null;
        }

        var isDuration = duration.Seconds >= 0 && duration.Seconds <= most.TotalSeconds
            && duration.Nanos is >= 0 and < 1_000_000_000;
        var span = isDuration ? duration.ToTimeSpan() : TimeSpan.MinValue;
        Require.That(
            span >= least && span <= most,
            $"{field} is {duration.Seconds} s and {duration.Nanos} ns; "
                + $"it must be {least.TotalMinutes:0} minutes to {most.Days} days.");
        return span;
    }

    private static void Done(string? fault)
    {
        if (fault is not null)
        {
            throw new RpcException(new Status(StatusCode.FailedPrecondition, fault));
        }
    }

    private static Key Message(KeyRecord key)
    {
        var message = new Key
        {
            KeyId = key.KeyId,
            Name = key.Name,
            Created = key.CreatedUtc.ToTimestamp(),
            Expires = key.ExpiresUtc?.ToTimestamp(),
            Revoked = key.RevokedUtc?.ToTimestamp(),
            ReplacedBy = key.ReplacedBy ?? "",
        };
        message.Roles.AddRange(key.Roles.Select(role => (Contracts.V1.Role)role));
        message.Groups.AddRange(key.Groups);
        return message;
    }

    private IKeyRingGrain Ring(ServerCallContext context) =>
        grains.GetGrain<IKeyRingGrain>(context.Principal().Tenant.ToString());
}
