namespace CostIntel.Domain.Simulation.Templates;

/// <summary>A kind of what-if.</summary>
/// <param name="Name">Its name, lower-case.</param>
/// <param name="Description">What it asks, for people.</param>
/// <param name="Parameters">What it can be told.</param>
/// <param name="Example">How it is written.</param>
public sealed record WhatIfTemplate(
    string Name, string Description, IReadOnlyList<WhatIfParameter> Parameters, string Example);

/// <summary>A parameter of a template.</summary>
/// <param name="Name">Its name, lower-case with underscores.</param>
/// <param name="IsRequired">True when there is no default.</param>
/// <param name="Description">What it means, its unit, its default.</param>
public sealed record WhatIfParameter(string Name, bool IsRequired, string Description);
