using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("CostIntel.Domain.Tests")]
