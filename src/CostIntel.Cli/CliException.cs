namespace CostIntel.Cli;

/// <summary>Ends the command with a message for people and exit code 2.</summary>
internal sealed class CliException(string message) : Exception(message);
