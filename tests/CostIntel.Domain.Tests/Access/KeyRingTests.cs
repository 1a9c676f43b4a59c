using CostIntel.Domain.Access;

namespace CostIntel.Domain.Tests.Access;

public sealed class KeyRingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private static readonly SecretHash Secret = SecretHash.Of("secret", new byte[SecretHash.SaltBytes], iterations: 1);

    private readonly KeyRing _ring = new();

    [Fact]
    public void A_key_works_until_it_expires_or_is_revoked()
    {
        Assert.Null(_ring.Add(Key("admin", Role.Admin)));
        Assert.Null(_ring.Add(Key("short", Role.Viewer) with { ExpiresUtc = Now.AddHours(1) }));
        Assert.True(_ring.Find("short")!.WorksAt(Now));
        Assert.False(_ring.Find("short")!.WorksAt(Now.AddHours(1)));
        Assert.Null(_ring.Revoke("short", Now));
        Assert.Null(_ring.Revoke("short", Now.AddHours(5)));
        Assert.False(_ring.Find("short")!.WorksAt(Now));
        Assert.Equal(Now, _ring.Find("short")!.RevokedUtc);
    }

    [Fact]
    public void Another_secret_does_not_take_the_place_of_a_key()
    {
        var key = Key("one", Role.Viewer);
        var other = key with { Secret = SecretHash.Of("other", new byte[SecretHash.SaltBytes], iterations: 1) };
        Assert.Null(_ring.Add(key));
        Assert.Null(_ring.Add(key));
        Assert.Contains("another key 'one'", _ring.Add(other), StringComparison.Ordinal);
        Assert.True(_ring.Find("one")!.Secret.Matches("secret"));
    }

    [Fact]
    public void The_last_admin_cannot_lock_everybody_out()
    {
        _ring.Add(Key("one", Role.Admin));
        Assert.Contains("last key of an admin", _ring.Revoke("one", Now), StringComparison.Ordinal);
        _ring.Add(Key("two", Role.Admin) with { ExpiresUtc = Now.AddHours(1) });
        Assert.NotNull(_ring.Revoke("one", Now.AddHours(2)));
        Assert.Null(_ring.Revoke("one", Now));
    }

    [Fact]
    public void After_a_rotation_both_keys_work_for_the_overlap_and_then_the_new_one_alone()
    {
        _ring.Add(Key("old", Role.Operator) with { Groups = ["team"] });
        Assert.Null(_ring.Rotate("old", Key("new", Role.Viewer), TimeSpan.FromHours(1), Now));

        var (old, replacement) = (_ring.Find("old")!, _ring.Find("new")!);
        Assert.Equal((true, true), (old.WorksAt(Now), replacement.WorksAt(Now)));
        Assert.Equal((false, true), (old.WorksAt(Now.AddHours(1)), replacement.WorksAt(Now.AddHours(1))));
        Assert.Equal([Role.Operator], replacement.Roles);
        Assert.Equal(["team"], replacement.Groups);
        Assert.Contains("replaced by 'new'", _ring.Rotate("old", Key("third", Role.Viewer), default, Now), StringComparison.Ordinal);
    }

    [Fact]
    public void What_makes_no_sense_is_refused_with_a_reason()
    {
        Assert.Contains("role", _ring.Add(Key("none")), StringComparison.Ordinal);
        Assert.Contains("expire", _ring.Add(Key("past", Role.Viewer) with { ExpiresUtc = Now }), StringComparison.Ordinal);
        Assert.Contains("no key 'x'", _ring.Revoke("x", Now), StringComparison.Ordinal);
        Assert.Contains("no key 'x'", _ring.Rotate("x", Key("y", Role.Viewer), default, Now), StringComparison.Ordinal);
        Assert.True(_ring.IsEmpty);
    }

    [Theory]
    [InlineData(Role.Admin, true, true, true, true)]
    [InlineData(Role.Operator, true, false, true, false)]
    [InlineData(Role.Approver, true, false, false, true)]
    [InlineData(Role.Ingester, false, true, false, false)]
    [InlineData(Role.Viewer, true, false, false, false)]
    public void Roles_include_one_another_as_the_table_says(Role held, bool views, bool ingests, bool operates, bool approves)
    {
        var principal = new Principal(Domain.Identity.TenantId.Default, "p", [held], [], "k");
        Assert.Equal(
            (views, ingests, operates, approves, held == Role.Admin),
            (principal.Has(Role.Viewer), principal.Has(Role.Ingester), principal.Has(Role.Operator), principal.Has(Role.Approver),
                principal.Has(Role.Admin)));
    }

    [Fact]
    public void A_hash_knows_its_secret_alone()
    {
        Assert.True(Secret.Matches("secret"));
        Assert.False(Secret.Matches("Secret"));
        Assert.False(SecretHash.Of("secret", [1, .. new byte[15]], 1).Hash.SequenceEqual(Secret.Hash));
    }

    private static KeyRecord Key(string id, params Role[] roles) =>
        new(id, $"name-{id}", roles, [], Secret, Now, null, null, null);
}
