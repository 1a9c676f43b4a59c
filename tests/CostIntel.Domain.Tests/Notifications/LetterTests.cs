using System.Text.Json;
using CostIntel.Domain.Incidents;
using CostIntel.Domain.Notifications;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Notifications;

public sealed class LetterTests
{
    [Fact]
    public void A_webhook_gets_a_cloud_event()
    {
        var letter = LetterWriter.Write(TestNotices.Webhook, TestNotices.Opened("anomaly-7"));

        using var json = JsonDocument.Parse(letter.Body);
        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        Assert.Equal("application/cloudevents+json", letter.ContentType);
        Assert.Equal(("1.0", "anomaly-7"), (Text("specversion"), Text("id")));
        Assert.Equal(("/costintel/tenants/default", "io.costintel.anomaly.opened.v1"), (Text("source"), Text("type")));
        Assert.Equal(("2026-11-20T12:00:00Z", "inc-1"), (Text("time"), Text("subject")));
        Assert.Equal(
            "inc-1", json.RootElement.GetProperty("data").GetProperty("incident").GetProperty("incidentId").GetString());
    }

    [Fact]
    public void Slack_gets_a_text_in_which_names_are_no_markup()
    {
        var letter = LetterWriter.Write(TestNotices.Webhook with { Kind = ChannelKind.Slack }, TestNotices.Opened("1"));

        using var json = JsonDocument.Parse(letter.Body);
        Assert.Equal(
            "Compute costs &lt;more&gt; than \"expected\"\nOpened &amp; told", json.RootElement.GetProperty("text").GetString());
    }

    [Fact]
    public void A_mail_has_one_line_as_its_subject()
    {
        var notice = TestNotices.Opened("1") with { Summary = "Two\r\nBcc: everybody@example.org" };

        var letter = LetterWriter.Write(TestNotices.Webhook with { Kind = ChannelKind.Email }, notice);

        Assert.Equal("Two  Bcc: everybody@example.org", letter.Title);
    }

    [Fact]
    public void What_is_filled_into_json_stays_in_its_place_whatever_it_is() => Prop.ForAll<string>(summary =>
    {
        var notice = TestNotices.Opened("1") with { Summary = summary ?? "" };
        var text = NoticeTemplate.Parse("""{"a": "{{summary}}", "b": {{ data }}, "c": "x"}""")
            .Render("default", notice, "application/json");
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("c").GetString() == "x"
            && json.RootElement.GetProperty("b").ValueKind == JsonValueKind.Object
            && json.RootElement.GetProperty("a").GetString() == Wellformed(summary ?? "");
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Markup_is_escaped_and_plain_text_is_not()
    {
        var template = NoticeTemplate.Parse("<b>{{summary}}</b> {{account}}{{region}}");

        Assert.Equal(
            "<b>Compute costs &lt;more&gt; than &quot;expected&quot;</b> 1",
            template.Render("t", TestNotices.Opened("1"), "text/html"));
        Assert.Equal(
            "<b>Compute costs <more> than \"expected\"</b> 1", template.Render("t", TestNotices.Opened("1"), "text/plain"));
    }

    [Theory]
    [InlineData("", "1 to 8192")]
    [InlineData("ab {{nothing}}", "'nothing' at character 4 is no field")]
    [InlineData("{{summary", "has no '}}'")]
    public void A_wrong_template_says_where_and_why(string text, string fault) =>
        Assert.Contains(fault, Assert.Throws<FormatException>(() => NoticeTemplate.Parse(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("*", true)]
    [InlineData("io.costintel.anomaly.*", true)]
    [InlineData("io.costintel.anomaly.opened.v1", true)]
    [InlineData("io.costintel.recommendation.*", false)]
    [InlineData("io.costintel.anomaly.opened", false)]
    public void Patterns_stand_for_what_begins_like_them(string pattern, bool matches)
    {
        Assert.True(EventTypes.IsPattern(pattern));
        Assert.Equal(matches, EventTypes.Matches(pattern, EventTypes.Of("anomaly", IncidentChange.Opened)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("anomaly.opened")]
    [InlineData("io.costintel.*.opened")]
    [InlineData("io.costintel.anom*")]
    [InlineData("io.costintel.")]
    public void What_is_no_pattern_is_refused(string pattern) => Assert.False(EventTypes.IsPattern(pattern));

    // A half of a pair of UTF-16 units is nothing that JSON can carry.
    private static string Wellformed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
