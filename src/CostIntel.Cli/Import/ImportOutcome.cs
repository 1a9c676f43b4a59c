using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Import;

/// <summary>What an import came to, as the client saw it.</summary>
/// <param name="Report">The engine's report.</param>
/// <param name="RowsRead">Rows read from the files.</param>
/// <param name="RowsRefused">Rows that the reader refused.</param>
/// <param name="Refused">The first refused rows, the reader's and the engine's.</param>
/// <param name="Errors">Why files could not be read to their end, and what does not agree; empty when all is well.</param>
internal sealed record ImportOutcome(
    ImportReport Report,
    long RowsRead,
    long RowsRefused,
    IReadOnlyList<RefusedRow> Refused,
    IReadOnlyList<string> Errors)
{
    /// <summary>Rows that do not count, whoever refused them.</summary>
    public ulong Rejected => Report.Rejected + (ulong)RowsRefused;

    public int ExitCode =>
        Rejected > 0 || Errors.Count > 0 || Report.Aborted ? ExitCodes.PartlyRejected : ExitCodes.Done;

    /// <summary>Puts together what the reader, the client and the engine know.</summary>
    public static ImportOutcome Of(StatementReader reader, EngineRefusals refused, ImportReport report)
    {
        var errors = reader.Breaks.Select(fault => fault.Message).ToList();
        if (ControlCheck.Compare(reader.RowsRead - reader.RowsRefused, reader.Totals, refused, report) is { } fault)
        {
            errors.Add(fault);
        }

        var first = reader.Refused.Concat(refused.First).Take(EngineRefusals.Kept);
        return new ImportOutcome(report, reader.RowsRead, reader.RowsRefused, [.. first], errors);
    }
}
