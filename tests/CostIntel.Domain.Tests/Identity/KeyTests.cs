using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Identity;

public sealed class KeyTests
{
    private const ulong KnownHash = 2_355_057_761_585_409_278;

    [Fact]
    public void A_resource_key_survives_its_text_whatever_the_ids_are() => Prop.ForAll<NonEmptyString, string, NonEmptyString>(
        (account, subAccount, resource) =>
        {
            var key = new ResourceKey(new AccountKey(TenantId.Default, "aws", account.Get), subAccount ?? "", resource.Get);
            return ResourceKey.Parse(key.ToString()) == key && !key.IsUnattributed;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Ids_with_separators_keep_their_parts_apart()
    {
        var account = new AccountKey(TenantId.Default, "microsoft", "/providers/billing%2F1");
        var one = new ResourceKey(account, "a/b", "c");
        var other = new ResourceKey(account, "a", "b/c");

        Assert.NotEqual(one.ToString(), other.ToString());
        Assert.Equal("a/b", ResourceKey.Parse(one.ToString()).SubAccountId);
    }

    [Fact]
    public void Charges_without_a_resource_have_a_stand_in_that_is_no_resource()
    {
        var key = ResourceKey.ForUnattributed(new AccountKey(TenantId.Default, "aws", "1"), "", "Tax", "", "Tax");

        var parsed = ResourceKey.Parse(key.ToString());

        Assert.True(parsed.IsUnattributed);
        Assert.Equal("", parsed.ShownResourceId);
        Assert.Equal(key, parsed);
    }

    [Theory]
    [InlineData("default/aws/1")]
    [InlineData("default/AWS/1/s/r")]
    [InlineData("Default/aws/1/s/r")]
    [InlineData("default/aws//s/r")]
    [InlineData("default/aws/1/s/")]
    [InlineData("default/aws/1/s/r/x")]
    [InlineData("default/aws/1/s/%zz")]
    [InlineData("default/aws/1/s/%41")]
    public void A_text_that_is_not_the_canonical_form_is_refused(string text)
    {
        Assert.False(ResourceKey.TryParse(text, out _));
        Assert.Throws<FormatException>(() => ResourceKey.Parse(text));
    }

    [Fact]
    public void A_cube_key_survives_its_text()
    {
        var key = new CubeKey(new AccountKey(TenantId.Default, "aws", "a/b"), 682);

        Assert.Equal(key, CubeKey.Parse(key.ToString()));
    }

    [Fact]
    public void Hashes_never_change_since_what_is_on_disk_was_placed_by_them()
    {
        Assert.Equal("2CF24DBA5FB0A30E26E83B2AC5B9E29E", Convert.ToHexString(PermanentHash.Hash128(System.Text.Encoding.UTF8.GetBytes("hello"))));
        Assert.Equal(KnownHash, PermanentHash.Hash64(System.Text.Encoding.UTF8.GetBytes("default/aws/123456789012/21/i-0123456789abcdef")));
    }

    [Fact]
    public void Partitions_get_even_shares()
    {
        var counts = new int[64];
        for (var i = 0; i < 64_000; i++)
        {
            counts[PermanentHash.PartitionOf($"default/aws/1/s/i-{i}", counts.Length)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 800, 1_200));
    }
}
