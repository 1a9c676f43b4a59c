using CostIntel.Domain.Identity;

namespace CostIntel.Domain.Access;

/// <summary>Who calls.</summary>
/// <param name="Tenant">Whose data it sees; no other's.</param>
/// <param name="Name">Named in audits.</param>
/// <param name="Roles">What it was given; see <see cref="Has"/> for what follows from it.</param>
/// <param name="Groups">Named in policies.</param>
/// <param name="KeyId">The key it came with; empty when none was asked for.</param>
public sealed record Principal(
    TenantId Tenant, string Name, IReadOnlyList<Role> Roles, IReadOnlyList<string> Groups, string KeyId)
{
    /// <summary>Somebody on the engine's own machine, where the engine was told to ask for no key.</summary>
    public static Principal Anonymous { get; } = new(TenantId.Default, "anonymous", [Role.Admin], [], "");

    /// <summary>True when it has the role or one that includes it.</summary>
    public bool Has(Role role) => Roles.Any(held => held == role || Includes(held, role));

    private static bool Includes(Role held, Role role) =>
        held == Role.Admin || (role == Role.Viewer && held is Role.Operator or Role.Approver);
}
