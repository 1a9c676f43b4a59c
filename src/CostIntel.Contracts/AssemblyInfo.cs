using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("CostIntel.Contracts.Tests")]
