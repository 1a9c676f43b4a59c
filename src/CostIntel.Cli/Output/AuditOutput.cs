using System.Globalization;
using CostIntel.Contracts.V1;
using Google.Protobuf;

namespace CostIntel.Cli.Output;

/// <summary>Entries of the audit log.</summary>
internal static class AuditOutput
{
    public static void Write(TextWriter output, string format, ListAuditResponse found)
    {
        if (format == OutputFormat.Json)
        {
            output.WriteLine(JsonFormatter.Default.Format(found));
            return;
        }

        var table = new TextTable("entry", "at (UTC)", "actor", "action", "outcome", "subject", "answers", "reason").Numeric(0, 6);
        foreach (var entry in found.Entries)
        {
            table.Add(
                entry.Sequence.ToString(CultureInfo.InvariantCulture),
                entry.At.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
                entry.Actor,
                entry.Action,
                IncidentOutput.Name(entry.Outcome),
                entry.Subject,
                entry.Answers == 0 ? "" : entry.Answers.ToString(CultureInfo.InvariantCulture),
                entry.Reason.ReplaceLineEndings(" "));
        }

        table.Write(output);
    }
}
