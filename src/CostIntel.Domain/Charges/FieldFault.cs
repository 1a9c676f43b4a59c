namespace CostIntel.Domain.Charges;

/// <summary>What is wrong with one field of a charge.</summary>
/// <param name="Field">The FOCUS column.</param>
/// <param name="Reason">A sentence that a person can act on.</param>
public readonly record struct FieldFault(string Field, string Reason);
