using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("CostIntel.Cli.Tests")]
