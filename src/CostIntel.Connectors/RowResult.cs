using System.Diagnostics.CodeAnalysis;

namespace CostIntel.Connectors;

/// <summary>One row of a statement: understood, or refused with the place and the reason. Never half of each.</summary>
/// <remarks>One reference wide. <c>default</c> is neither and says so when asked.</remarks>
public readonly struct RowResult
{
    private readonly object? _rowOrFault;

    private RowResult(object rowOrFault) => _rowOrFault = rowOrFault;

    /// <summary>The row, when it was understood.</summary>
    public FocusRow? Row => _rowOrFault as FocusRow;

    /// <summary>Why it was refused, when it was.</summary>
    public RowFault? Fault => _rowOrFault as RowFault;

    /// <summary>Which of the two it is.</summary>
    /// <exception cref="InvalidOperationException">The result was never set.</exception>
    [MemberNotNullWhen(true, nameof(Row))]
    [MemberNotNullWhen(false, nameof(Fault))]
    public bool IsUnderstood => _rowOrFault switch
    {
        FocusRow => true,
        RowFault => false,
        _ => throw new InvalidOperationException("This row result was never set."),
    };

    /// <summary>A row that can be used.</summary>
    public static RowResult Understood(FocusRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new RowResult(row);
    }

    /// <summary>A row that cannot.</summary>
    public static RowResult Refused(long row, string column, string reason) => new(new RowFault(row, column, reason));
}
