using CostIntel.Domain.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Audit;

public sealed class AuditVerifierTests
{
    [Fact]
    public void A_log_as_it_was_written_has_no_fault_and_reads_as_it_was_written() => Prop.ForAll(AuditLogs.Any, links =>
    {
        Assert.Null(AuditLogs.Verify(links, links[^1].Mark, links[0].Mark, links[^1].Mark));
        foreach (var link in links)
        {
            Assert.Equal(link.Payload, AuditEntry.Parse(link.Payload).ToBytes());
        }
    }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Any_single_byte_that_is_changed_is_found_at_its_entry() => Prop.ForAll(
        AuditLogs.Any, ArbMap.Default.ArbFor<PositiveInt>(), ArbMap.Default.ArbFor<byte>(), (links, place, change) =>
        {
            var head = links[^1].Mark;
            var at = place.Get % links.Count;
            var payload = links[at].Payload.ToArray();
            payload[place.Get * 31 % payload.Length] ^= (byte)(change | 1);
            links[at] = links[at] with { Payload = payload };

            var fault = AuditLogs.Verify(links, head);

            Assert.Equal(at + 1, fault?.Sequence);
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void An_entry_that_is_taken_out_anywhere_is_found() => Prop.ForAll(
        AuditLogs.Any, ArbMap.Default.ArbFor<PositiveInt>(), (links, place) =>
        {
            var head = links[^1].Mark;
            var at = place.Get % links.Count;
            links.RemoveAt(at);

            var fault = AuditLogs.Verify(links, head);

            Assert.Equal((AuditFaultKind.Missing, at + 1L), (fault!.Kind, fault.Sequence));
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Entries_that_change_places_are_found_with_their_numbers_and_under_new_ones() => Prop.ForAll(
        AuditLogs.Any, ArbMap.Default.ArbFor<PositiveInt>(), (links, place) =>
        {
            var at = place.Get % (links.Count - 1);
            var (first, second) = (links[at], links[at + 1]);
            var head = links[^1].Mark;

            (links[at], links[at + 1]) = (second, first);
            Assert.Equal(at + 1, AuditLogs.Verify(links, head)?.Sequence);
            (links[at], links[at + 1]) = (second with { Sequence = at + 1 }, first with { Sequence = at + 2 });
            var renumbered = AuditLogs.Verify(links, head);

            Assert.Equal((AuditFaultKind.OutOfOrder, at + 1L), (renumbered!.Kind, renumbered.Sequence));
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_tail_that_is_cut_off_is_found_by_the_head_and_by_a_checkpoint_when_the_head_was_cut_as_well() => Prop.ForAll(
        AuditLogs.Any, ArbMap.Default.ArbFor<PositiveInt>(), (links, place) =>
        {
            var mark = links[^1].Mark;
            var left = links.Take(place.Get % links.Count).ToList();
            var end = left.Count == 0 ? AuditChain.Start(AuditLogs.Tenant) : left[^1].Mark;

            Assert.Equal(AuditFaultKind.Missing, AuditLogs.Verify(left, mark)?.Kind);
            Assert.Null(AuditLogs.Verify(left, end));
            Assert.Equal(AuditFaultKind.Missing, AuditLogs.Verify(left, end, mark)?.Kind);
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void A_chain_that_was_written_anew_fits_together_and_is_found_by_any_mark_behind_the_change()
    {
        var links = AuditLogs.Of(10);
        var notes = links.Select(link => AuditEntry.Parse(link.Payload).Note).ToList();
        notes[4] = notes[4] with { Actor = "somebody else" };
        var anew = AuditLogs.Of(notes);

        Assert.Null(AuditLogs.Verify(anew, anew[^1].Mark, links[3].Mark));
        Assert.Equal(AuditFaultKind.Rewritten, AuditLogs.Verify(anew, anew[^1].Mark, links[4].Mark)?.Kind);
        Assert.Equal(AuditFaultKind.Rewritten, AuditLogs.Verify(anew, anew[^1].Mark, links[9].Mark)?.Kind);
        Assert.Equal(AuditFaultKind.Rewritten, AuditLogs.Verify(anew, links[9].Mark)?.Kind);
    }

    [Fact]
    public void Entries_of_another_tenant_and_entries_behind_the_head_are_found()
    {
        var links = AuditLogs.Of(3);
        var verifier = new AuditVerifier(AuditChain.Start("other"), []);

        Assert.False(verifier.Add(links[0]));
        Assert.Equal((AuditFaultKind.OutOfOrder, 3), (AuditLogs.Verify(links, links[1].Mark)!.Kind, AuditLogs.Verify(links, links[1].Mark)!.Sequence));
    }

    [Fact]
    public void What_is_too_long_is_cut_and_says_so_with_the_hash_of_the_whole()
    {
        var note = new AuditNote(new string('a', 300), "Test/Do", AuditOutcome.Done, After: new string('b', 20_000)).Bounded();

        Assert.Equal((AuditNote.NameLengthMax, AuditNote.TextLengthMax), (note.Actor.Length, note.After.Length));
        Assert.Contains("cut; 20000 characters, SHA-256 ", note.After, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bytes_of_an_entry_and_its_hash_stay_as_they_are()
    {
        var note = new AuditNote("ann", "SlaService/PutSlo", AuditOutcome.Asked, "slo-1", "why", "r-1", 7, "a", "b");
        var link = AuditChain.Append(AuditChain.Start("default"), DateTimeOffset.UnixEpoch.AddMilliseconds(1_234), note);

        Assert.Equal(
            "0101a413010703616e6e11536c61536572766963652f507574536c6f05736c6f2d310377687903722d3101610162",
            Convert.ToHexStringLower(link.Payload));
        Assert.Equal("ac93705d638a54c2bd680d9a4a05fbc3ebfc13ff7981deffa86915ca5c08240b", link.Hash);
    }
}
