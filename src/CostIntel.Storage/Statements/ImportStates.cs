namespace CostIntel.Storage.Statements;

/// <summary>The order of an import's states.</summary>
public static class ImportStates
{
    /// <summary>The one state from which a state is reached.</summary>
    public static ImportState Before(ImportState state) => state switch
    {
        ImportState.Sealed or ImportState.Aborted => ImportState.Staging,
        ImportState.Dispatching => ImportState.Sealed,
        ImportState.Applying => ImportState.Dispatching,
        ImportState.Done => ImportState.Applying,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "No state leads there."),
    };
}
