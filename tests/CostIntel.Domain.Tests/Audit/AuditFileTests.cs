using CostIntel.Domain.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Audit;

public sealed class AuditFileTests
{
    [Fact]
    public void An_export_as_it_was_written_has_no_fault() => Prop.ForAll(AuditLogs.Any, links =>
    {
        Assert.Null(AuditLogs.VerifyLines(AuditLogs.Lines(links), links[^1].Mark));
        foreach (var link in links)
        {
            Assert.Equal(link.Payload, AuditLines.ReadEntry(AuditLines.Of(link)).Payload);
        }
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Any_character_that_is_changed_put_in_or_taken_out_is_found() => Prop.ForAll(
        AuditLogs.Any, ArbMap.Default.ArbFor<PositiveInt>(), Arb.From(Gen.Choose(0, 2)), (links, place, how) =>
        {
            var lines = AuditLogs.Lines(links);
            var at = place.Get % lines.Count;
            var column = place.Get * 31 % lines[at].Length;
            lines[at] = how switch
            {
                0 => lines[at].Remove(column, 1),
                1 => lines[at].Insert(column, " "),
                _ => lines[at].Remove(column, 1).Insert(column, lines[at][column] == '7' ? "8" : "7"),
            };

            Assert.NotNull(AuditLogs.VerifyLines(lines));
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_line_that_is_taken_out_and_lines_that_change_places_are_found() => Prop.ForAll(
        AuditLogs.Any, ArbMap.Default.ArbFor<PositiveInt>(), (links, place) =>
        {
            var lines = AuditLogs.Lines(links);
            var at = place.Get % (lines.Count - 1);
            var without = lines.Where((_, index) => index != at);
            (lines[at], lines[at + 1]) = (lines[at + 1], lines[at]);

            Assert.NotNull(AuditLogs.VerifyLines(without));
            Assert.NotNull(AuditLogs.VerifyLines(lines));
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_file_without_its_last_line_and_one_with_a_line_behind_it_are_found()
    {
        var lines = AuditLogs.Lines(AuditLogs.Of(3));

        Assert.Equal(AuditFaultKind.Missing, AuditLogs.VerifyLines(lines[..^1])?.Kind);
        Assert.Equal(AuditFaultKind.Missing, AuditLogs.VerifyLines([])?.Kind);
        Assert.Equal(AuditFaultKind.Edited, AuditLogs.VerifyLines([.. lines, lines[1]])?.Kind);
    }

    [Fact]
    public void A_field_that_no_hash_covers_is_found()
    {
        var lines = AuditLogs.Lines(AuditLogs.Of(3));
        lines[2] = lines[2].Replace("{\"sequence\":2,", "{\"sequence\":2,\"actor\":\"nobody\",", StringComparison.Ordinal);

        Assert.Equal((AuditFaultKind.Edited, 2), (AuditLogs.VerifyLines(lines)!.Kind, AuditLogs.VerifyLines(lines)!.Sequence));
    }

    [Fact]
    public void A_shorter_log_with_a_head_to_match_is_found_by_a_mark_that_was_noted()
    {
        var links = AuditLogs.Of(5);
        var cut = AuditLogs.Lines(links[..3]);

        Assert.Null(AuditLogs.VerifyLines(cut));
        Assert.Equal(AuditFaultKind.Missing, AuditLogs.VerifyLines(cut, links[^1].Mark)?.Kind);
    }

    [Theory]
    [InlineData("12:00ff", false)]
    [InlineData("", false)]
    [InlineData("x:0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData("-1:0000000000000000000000000000000000000000000000000000000000000000", false)]
    [InlineData(" 12:00000000000000000000000000000000000000000000000000000000000000FF ", true)]
    public void A_mark_is_read_as_it_is_shown(string text, bool isMark)
    {
        Assert.Equal(isMark, AuditMark.TryParse(text, out var mark));
        Assert.True(!isMark || text.Contains(mark.ToString(), StringComparison.OrdinalIgnoreCase));
    }
}
