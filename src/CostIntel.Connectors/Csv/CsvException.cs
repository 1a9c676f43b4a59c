namespace CostIntel.Connectors.Csv;

/// <summary>Bytes that cannot be cut into rows. The message continues the words "the row after row N: ".</summary>
internal sealed class CsvException(string message, Exception? inner) : Exception(message, inner);
