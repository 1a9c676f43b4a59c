namespace CostIntel.Domain.Audit;

/// <summary>Verifies an exported log line by line; nothing but the lines is needed.</summary>
/// <param name="marks">Marks that somebody has noted elsewhere; may be empty.</param>
public sealed class AuditFile(IReadOnlyCollection<AuditMark> marks)
{
    private AuditVerifier? _verifier;
    private long _lines;
    private bool _isEnded;

    /// <summary>Whose log it is; empty before the first line.</summary>
    public string Tenant { get; private set; } = "";

    /// <summary>Behind which entry the file begins.</summary>
    public long After { get; private set; }

    /// <summary>The last entry that was found right; null before the first line.</summary>
    public AuditMark? Head => _verifier?.Head;

    /// <summary>The first fault; null while there is none.</summary>
    public AuditFault? Fault { get; private set; }

    /// <summary>Takes the next line.</summary>
    /// <returns>True while there is no fault.</returns>
    public bool Add(string line)
    {
        _lines++;
        try
        {
            Fault ??= Take(line);
        }
        catch (InvalidDataException fault)
        {
            Fault = new(AuditFaultKind.Edited, Expected, $"Line {_lines} was edited: {fault.Message}");
        }

        return Fault is null;
    }

    /// <summary>Says that there are no further lines.</summary>
    /// <returns>The first fault; null when the file is as it was exported.</returns>
    public AuditFault? End() => Fault ??= _isEnded
        ? null
        : new(AuditFaultKind.Missing, Expected, $"The file is cut off behind line {_lines}: it has no last line with the head.");

    private long Expected => (Head?.Sequence ?? 0) + 1;

    private AuditFault? Take(string line)
    {
        if (_isEnded)
        {
            return new(AuditFaultKind.Edited, Expected, $"Line {_lines} stands behind the last one.");
        }

        if (_verifier is null)
        {
            return Begin(line);
        }

        if (AuditLines.IsLast(line))
        {
            _isEnded = true;
            return _verifier.End(AuditLines.ReadLast(line));
        }

        _verifier.Add(AuditLines.ReadEntry(line));
        return _verifier.Fault;
    }

    private AuditFault? Begin(string line)
    {
        var (tenant, start) = AuditLines.ReadFirst(line);
        if (!AuditMark.IsHash(start.Hash) || (start.Sequence == 0 && start != AuditChain.Start(tenant)))
        {
            return new(AuditFaultKind.Edited, start.Sequence + 1, "Line 1 was edited: no log of this tenant begins like that.");
        }

        (Tenant, After, _verifier) = (tenant, start.Sequence, new AuditVerifier(start, marks));
        return _verifier.Fault;
    }
}
