using System.Text;
using System.Text.Json;
using CostIntel.Connectors.Focus;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Connectors.Tests;

public sealed class TagsParserTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("{}", "")]
    [InlineData("""{"b":"2","a":"1"}""", "a=1;b=2")]
    [InlineData("""{"Z":"1","a":"2","A":"3"}""", "A=3;Z=1;a=2")]
    [InlineData("""{"n":1.50,"t":true,"f":false,"z":null,"e":""}""", "e=;f=false;n=1.50;t=true;z=")]
    [InlineData("\"env\": \"prod\",\"team\": \"x\"", "env=prod;team=x")]
    [InlineData(""" { "k" : "\u00e9\n\"" } """, "k=é\n\"")]
    [InlineData("""{"":"no name"}""", "=no name")]
    public void Tags_are_read_and_ordered(string json, string expected) => Assert.Equal(expected, Parse(json, out _));

    [Theory]
    [InlineData("""{"a":"1","a":"2"}""", "occurs twice")]
    [InlineData("""{"a":"1","\u0061":"2"}""", "occurs twice")]
    [InlineData("""["a"]""", "is not a JSON object")]
    [InlineData("17", "is not a JSON object")]
    [InlineData("""{"a":{"b":"c"}}""", "not a plain value")]
    [InlineData("""{"a":["b"]}""", "not a plain value")]
    [InlineData("""{"a":"1"} x""", "not valid JSON")]
    [InlineData("""{"a":"1",}""", "not valid JSON")]
    [InlineData("""{"a":"1""", "not valid JSON")]
    [InlineData("{'a':'1'}", "not valid JSON")]
    [InlineData("""{"a":"\ud800"}""", "not valid JSON")]
    [InlineData("nonsense", "not valid JSON")]
    public void Other_texts_are_refused(string json, string expected)
    {
        Assert.Equal("", Parse(json, out var reason));
        Assert.Contains(expected, reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_texts_as_keys_and_values_are_read_as_written()
    {
        var text = ArbMap.Default.GeneratorFor<NonNull<string>>()
            .Select(any => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(any.Get)));
        var pairs = Gen.ListOf(text.Zip(text)).Select(list => list.DistinctBy(pair => pair.Item1).ToList());
        Prop.ForAll(pairs.ToArbitrary(), written =>
        {
            var json = JsonSerializer.Serialize(written.ToDictionary(pair => pair.Item1, pair => pair.Item2));
            var expected = written.OrderBy(pair => pair.Item1, StringComparer.Ordinal)
                .Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2));
            Assert.Equal(expected, new TagsParser(new Utf8Strings()).Parse(Encoding.UTF8.GetBytes(json), out _));
        }).QuickCheckThrowOnFailure();
    }

    private static string Parse(string json, out string? reason) => string.Join(';', new TagsParser(new Utf8Strings())
        .Parse(Encoding.UTF8.GetBytes(json), out reason).Select(tag => $"{tag.Key}={tag.Value}"));
}
