using CostIntel.Domain.Access;
using CostIntel.Domain.Identity;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Access;

public sealed class ApiKeyTextTests
{
    [Fact]
    public void Every_key_reads_back_as_itself() => Prop.ForAll<int>(seed =>
    {
        var key = Key(seed);
        return ApiKeyText.TryParse(key.Format(), out var read) && read == key;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_key_with_any_character_changed_or_cut_is_no_key() => Prop.ForAll<int>(seed =>
    {
        var text = Key(seed).Format();
        var place = new Random(seed).Next("ci_default_".Length, text.Length);
        var changed = text[..place] + (text[place] == 'a' ? 'b' : 'a') + text[(place + 1)..];
        return !ApiKeyText.TryParse(changed, out _) && !ApiKeyText.TryParse(text[..place], out _);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("")]
    [InlineData("ci")]
    [InlineData("ci_default")]
    [InlineData("ci_DEFAULT_aaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbcccc")]
    [InlineData("xx_default_aaaaaaaaaa_bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbcccc")]
    public void What_does_not_look_like_a_key_is_none(string text) => Assert.False(ApiKeyText.TryParse(text, out _));

    [Fact]
    public void A_key_that_is_shown_by_accident_keeps_its_secret()
    {
        var key = Key(1);
        Assert.DoesNotContain(key.Secret, key.ToString(), StringComparison.Ordinal);
        Assert.Contains(key.KeyId, key.ToString(), StringComparison.Ordinal);
    }

    private static ApiKeyText Key(int seed)
    {
        var random = new byte[ApiKeyText.RandomBytes];
        new Random(seed).NextBytes(random);
        return ApiKeyText.Create(TenantId.Default, random);
    }
}
