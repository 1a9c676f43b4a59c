using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("CostIntel.Connectors.Tests")]
