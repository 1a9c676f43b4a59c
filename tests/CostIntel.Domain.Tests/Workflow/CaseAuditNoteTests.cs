using System.Text.Json;
using CostIntel.Domain.Audit;
using CostIntel.Domain.Workflow;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Workflow;

public sealed class CaseAuditNoteTests
{
    [Theory]
    [InlineData(CaseEventKind.StepDone, "change.step-done")]
    [InlineData(CaseEventKind.CaseRolledBack, "change.rolled-back")]
    [InlineData(CaseEventKind.ApprovalGiven, "change.approval-given")]
    public void An_action_is_named_after_what_happened(CaseEventKind kind, string action) =>
        Assert.Equal(action, CaseAuditNote.ActionOf(kind));

    [Fact]
    public void An_automatic_decision_names_the_policy_that_made_it_and_who_asked()
    {
        var run = CaseRun.Pending(CaseRun.Requires() with { IsAutomatic = true, Why = "low risk" });

        var given = NoteOf<ApprovalGiven>(run);
        Assert.Equal(("paul", "change.approval-given", AuditOutcome.Noted), (given.Actor, given.Action, given.Outcome));
        Assert.Equal((CaseRun.Id, $"{CaseRun.Id}/{run.Events.Single(happened => happened is ApprovalGiven).Number}"), (given.Subject, given.RequestId));
        Assert.Contains("\"state\":\"PendingApproval\"", given.Before, StringComparison.Ordinal);
        Assert.Contains("\"policy_version\":\"p1\",\"automatic\":true,\"given\":true", given.After, StringComparison.Ordinal);
        Assert.Equal("low risk", NoteOf<ApprovalAsked>(run).Reason);
    }

    [Fact]
    public void A_vote_names_who_spoke_and_the_plan_that_they_saw()
    {
        var note = NoteOf<Voted>(CaseRun.Approved());

        Assert.Equal("ann", note.Actor);
        Assert.Contains("\"votes\":[\"ann\"]", note.After, StringComparison.Ordinal);
        Assert.Contains($"\"plan_hash\":\"{CaseRun.Plan().Hash()}\"", note.After, StringComparison.Ordinal);
    }

    [Fact]
    public void An_effect_names_its_key_and_the_way_back_is_not_shown()
    {
        var run = CaseRun.Verifying();

        Assert.Contains($"\"key\":\"{CaseRun.Id}/apply/0\"", NoteOf<OperationSent>(run, sent => sent.Operation == OperationKind.Apply).After, StringComparison.Ordinal);
        Assert.Equal("Step 1 is done.", NoteOf<StepDone>(run).Reason);
        Assert.DoesNotContain(Notes(run), note => (note?.After ?? "").Contains("was vm-0", StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_happens_to_a_case_leaves_one_entry_or_is_left_out_on_purpose() => Prop.ForAll(
        Gen.Choose(0, int.MaxValue).ArrayOf(60).ToArbitrary(),
        numbers =>
        {
            var (walk, ids) = (new CaseWalk(), new HashSet<string>());
            foreach (var number in numbers)
            {
                var (before, _, verdict) = walk.Step(number);
                foreach (var happened in verdict.Events)
                {
                    var after = CaseMachine.Apply(before, happened);
                    var note = CaseAuditNote.Of(happened, before, after);
                    before = after;
                    Assert.Equal(happened is CommandAnswered or OperationPolled, note is null);
                    if (note is not null)
                    {
                        Assert.True(ids.Add(note.RequestId));
                        Assert.Equal(note, note.Bounded());
                        using var json = JsonDocument.Parse(note.After);
                        Assert.Equal(after.State.ToString(), json.RootElement.GetProperty("state").GetString());
                        Assert.Equal(happened.Number, json.RootElement.GetProperty("version").GetInt64());
                    }
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    private static AuditNote NoteOf<T>(CaseRun run, Func<T, bool>? isIt = null)
        where T : CaseEvent
    {
        var index = run.Events.FindIndex(happened => happened is T it && (isIt?.Invoke(it) ?? true));
        return Notes(run)[index]!;
    }

    private static List<AuditNote?> Notes(CaseRun run)
    {
        var (notes, before) = (new List<AuditNote?>(), Case.Of(CaseRun.Id));
        foreach (var happened in run.Events)
        {
            var after = CaseMachine.Apply(before, happened);
            notes.Add(CaseAuditNote.Of(happened, before, after));
            before = after;
        }

        return notes;
    }
}
