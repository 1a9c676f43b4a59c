namespace CostIntel.Grains.Changes;

/// <content>Says why it waits.</content>
public sealed partial class ChangeGrain
{
    /// <inheritdoc/>
    public Task<byte[]?> ExplainAsync() => Task.FromResult<byte[]?>(null);
}
