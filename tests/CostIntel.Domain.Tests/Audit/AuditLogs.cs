using CostIntel.Domain.Audit;
using FsCheck;
using FsCheck.Fluent;

namespace CostIntel.Domain.Tests.Audit;

/// <summary>Logs to try things on.</summary>
internal static class AuditLogs
{
    public const string Tenant = "default";

    private static readonly DateTimeOffset Start = new(2026, 11, 21, 12, 0, 0, 123, TimeSpan.Zero);

    /// <summary>Logs of 2 to 30 entries with any texts.</summary>
    public static Arbitrary<List<AuditLink>> Any { get; } = Arb.From(
        from count in Gen.Choose(2, 30)
        from notes in Gen.ListOf(Notes(), count)
        select Of(notes));

    public static List<AuditLink> Of(IEnumerable<AuditNote> notes)
    {
        var links = new List<AuditLink>();
        var head = AuditChain.Start(Tenant);
        foreach (var note in notes)
        {
            links.Add(AuditChain.Append(head, Start.AddMilliseconds(links.Count * 7), note));
            head = links[^1].Mark;
        }

        return links;
    }

    public static List<AuditLink> Of(int count) =>
        Of(Enumerable.Range(1, count).Select(number => new AuditNote($"actor-{number}", "Test/Do", AuditOutcome.Done)));

    public static AuditFault? Verify(IEnumerable<AuditLink> links, AuditMark head, params AuditMark[] marks)
    {
        var verifier = new AuditVerifier(AuditChain.Start(Tenant), marks);
        foreach (var link in links)
        {
            verifier.Add(link);
        }

        return verifier.End(head);
    }

    public static List<string> Lines(List<AuditLink> links) =>
        [AuditLines.First(Tenant, AuditChain.Start(Tenant)), .. links.Select(AuditLines.Of), AuditLines.Last(links[^1].Mark)];

    public static AuditFault? VerifyLines(IEnumerable<string> lines, params AuditMark[] marks)
    {
        var file = new AuditFile(marks);
        foreach (var line in lines)
        {
            file.Add(line);
        }

        return file.End();
    }

    private static Gen<AuditNote> Notes() =>
        from texts in Gen.ArrayOf(Texts(), 7)
        from outcome in Gen.Elements(Enum.GetValues<AuditOutcome>())
        from answers in Gen.Choose(0, 100)
        select new AuditNote(texts[0], texts[1], outcome, texts[2], texts[3], texts[4], answers, texts[5], texts[6]);

    private static Gen<string> Texts() => Gen.OneOf(
        ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get),
        Gen.Elements("", "a", "1", "ä€😀", "\u2028\"\\\n\0</script>", "{\"a\":1}"));
}
