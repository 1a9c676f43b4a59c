using CostIntel.Domain.Identity;
using CostIntel.Domain.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Identity;

/// <summary>Every key has one text, and every text that is read is that one.</summary>
public sealed class KeyTextTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    // What keys escape, what looks like an escape, and what must pass unescaped.
    private static readonly Gen<string> Part = Gen.OneOf(
            Gen.Elements("/%~25F041 \t\0\u007f\u0085aZé".Select(c => c.ToString()).ToArray()),
            Gen.Elements("\U0001F600", "%2F", "%", "//", "%00", "%zz"))
        .ArrayOf().Select(string.Concat);

    private static readonly Gen<string> FilledPart = Part.Select(part => part.Length == 0 ? "x" : part);

    private static readonly Gen<ResourceKey> Keys =
        from account in FilledPart
        from subAccount in Part
        from resource in FilledPart
        from service in Part
        from isUnattributed in Gen.Elements(true, false)
        let owner = new AccountKey(TenantId.Default, "aws", account)
        select isUnattributed
            ? ResourceKey.ForUnattributed(owner, subAccount, service, resource, "Tax")
            : new ResourceKey(owner, subAccount, resource);

    [Fact]
    public void Every_key_survives_its_text() => Prop.ForAll(Keys.ToArbitrary(), key =>
    {
        var text = key.ToString();
        return ResourceKey.TryParse(text, out var read)
            && read == key
            && read.ToString() == text
            && read.IsUnattributed == key.IsUnattributed
            && !text.Any(char.IsControl)
            && AccountKey.Parse(key.Account.ToString()) == key.Account;
    }).Check(Many);

    [Fact]
    public void Different_keys_have_different_texts() => Prop.ForAll(Keys.Two().ToArbitrary(), keys =>
        keys.Item1 == keys.Item2 == (keys.Item1.ToString() == keys.Item2.ToString())).Check(Many);

    [Fact]
    public void A_text_that_is_read_is_the_text_that_is_written() => Prop.ForAll(Part.ToArbitrary(), tail =>
    {
        var text = "default/aws/" + tail;
        return (!ResourceKey.TryParse(text, out var resource) || resource.ToString() == text)
            && (!AccountKey.TryParse(text, out var account) || account.ToString() == text);
    }).Check(Many);

    [Theory]
    [InlineData("default/aws/1/682", true)]
    [InlineData("default/aws/1/0", true)]
    [InlineData("default/aws/1/0682", false)]
    [InlineData("default/aws/1/-1", false)]
    [InlineData("default/aws/1/+1", false)]
    [InlineData("default/aws/1/ 1", false)]
    [InlineData("default/aws/1/", false)]
    [InlineData("default/aws/1/99999999999", false)]
    [InlineData("default/aws/1", false)]
    [InlineData("/682", false)]
    [InlineData("", false)]
    public void A_cube_key_is_an_account_and_a_plain_month(string text, bool isKey)
    {
        if (isKey)
        {
            Assert.Equal(text, CubeKey.Parse(text).ToString());
        }
        else
        {
            Assert.Throws<FormatException>(() => CubeKey.Parse(text));
        }
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("team-1", true)]
    [InlineData("", false)]
    [InlineData("Team", false)]
    [InlineData("a_b", false)]
    [InlineData("a/b", false)]
    [InlineData("é", false)]
    [InlineData("a ", false)]
    public void A_tenant_is_a_short_plain_name(string text, bool isTenant)
    {
        Assert.Equal(isTenant, TenantId.TryParse(text, out var tenant));
        Assert.Equal(isTenant ? text : "", tenant.ToString());
    }

    [Fact]
    public void A_tenant_has_at_most_64_characters()
    {
        Assert.True(TenantId.TryParse(new string('a', 64), out _));
        Assert.False(TenantId.TryParse(new string('a', 65), out _));
        Assert.Throws<FormatException>(() => TenantId.Parse(new string('a', 65)));
    }

    [Fact]
    public void Keys_are_not_made_of_empty_parts_or_upper_case_providers()
    {
        var account = new AccountKey(TenantId.Default, "aws", "1");

        Assert.Throws<ArgumentException>(() => new AccountKey(TenantId.Default, "", "1"));
        Assert.Throws<ArgumentException>(() => new AccountKey(TenantId.Default, "aws", ""));
        Assert.Throws<ArgumentException>(() => new AccountKey(TenantId.Default, "AWS", "1"));
        Assert.Throws<ArgumentException>(() => new ResourceKey(account, "", ""));
    }

    [Fact]
    public void A_resource_that_is_named_like_a_stand_in_is_another_one()
    {
        var account = new AccountKey(TenantId.Default, "aws", "1");
        var standIn = ResourceKey.ForUnattributed(account, "s", "Compute", "eu", "Usage");
        var lookalike = new ResourceKey(account, "s", standIn.ResourceId);

        Assert.NotEqual(standIn, lookalike);
        Assert.NotEqual(standIn.ToString(), lookalike.ToString());
        Assert.False(ResourceKey.TryParse(lookalike + "/x", out _));
        Assert.Equal(standIn.ResourceId, lookalike.ShownResourceId);
    }
}
