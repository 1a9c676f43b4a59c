using System.Net;
using CostIntel.Domain.Notifications;

namespace CostIntel.Domain.Tests.Notifications;

public sealed class TargetRulesTests
{
    private static readonly TargetRules Strict = new([]);

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.1.2.3")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("100.100.100.200")]
    [InlineData("168.63.129.16")]
    [InlineData("0.0.0.0")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fe80::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("ff02::1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("2001:0:7f00:1::")]
    public void What_is_not_public_is_refused(string address) =>
        Assert.Contains("not public", Strict.Refusal("h", [IPAddress.Parse(address)], true), StringComparison.Ordinal);

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.32.0.1")]
    [InlineData("2606:4700:4700::1111")]
    public void What_is_public_is_reached_over_https_alone(string address)
    {
        Assert.Null(Strict.Refusal("h", [IPAddress.Parse(address)], true));
        Assert.Contains("use https", Strict.Refusal("h", [IPAddress.Parse(address)], false), StringComparison.Ordinal);
    }

    [Fact]
    public void One_private_address_among_public_ones_is_enough_to_refuse() =>
        Assert.NotNull(Strict.Refusal("h", [IPAddress.Parse("8.8.8.8"), IPAddress.Loopback], true));

    [Fact]
    public void A_host_without_an_address_is_refused() => Assert.NotNull(Strict.Refusal("h", [], true));

    [Fact]
    public void What_the_operator_allows_is_reached_and_no_more()
    {
        var rules = new TargetRules([IPNetwork.Parse("10.1.0.0/16")]);

        Assert.Null(rules.Refusal("h", [IPAddress.Parse("10.1.9.9")], false));
        Assert.Null(rules.Refusal("h", [IPAddress.Parse("::ffff:10.1.9.9")], false));
        Assert.NotNull(rules.Refusal("h", [IPAddress.Parse("10.2.0.1")], true));
    }
}
