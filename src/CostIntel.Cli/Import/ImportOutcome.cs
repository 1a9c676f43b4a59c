using CostIntel.Contracts.V1;

namespace CostIntel.Cli.Import;

/// <summary>What an import came to, as the client saw it.</summary>
/// <param name="Report">The engine's report.</param>
/// <param name="RowsRead">Rows read from the files.</param>
/// <param name="RowsRefused">Rows that the reader refused.</param>
/// <param name="Refused">The first refused rows, the reader's and the engine's.</param>
/// <param name="Break">Why a file could not be read to its end; null when all were.</param>
internal sealed record ImportOutcome(
    ImportReport Report, long RowsRead, long RowsRefused, IReadOnlyList<RefusedRow> Refused, string? Break)
{
    /// <summary>Rows that do not count, whoever refused them.</summary>
    public ulong Rejected => Report.Rejected + (ulong)RowsRefused;

    public int ExitCode => Rejected > 0 || Break is not null || Report.Aborted ? ExitCodes.PartlyRejected : ExitCodes.Done;
}
