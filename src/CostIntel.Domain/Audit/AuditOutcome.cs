namespace CostIntel.Domain.Audit;

/// <summary>How far it went. The numbers are hashed and stored: append, never renumber.</summary>
public enum AuditOutcome : byte
{
    /// <summary>Somebody asks for it; written before anything is done, so that nothing happens without an entry.</summary>
    Asked = 1,

    /// <summary>It was done.</summary>
    Done = 2,

    /// <summary>It was refused and changed nothing.</summary>
    Refused = 3,

    /// <summary>It broke off; whether anything was done is not known here.</summary>
    Failed = 4,

    /// <summary>The engine decided or did it by itself.</summary>
    Noted = 5,
}
