namespace CostIntel.Grains.Serialization;

/// <summary>
/// Saves one after the other, while calls go on: what is saved is taken in one turn, so it is never half of a change. A grain
/// that has failed saves nothing more. Runs in its grain's turns only.
/// </summary>
internal sealed class SaveChain
{
    private Task _last = Task.CompletedTask;
    private Exception? _failure;

    /// <summary>What is in memory may be half of a change from now on.</summary>
    public void Break(Exception failure) => _failure ??= failure;

    /// <summary>Saves, after what is being saved.</summary>
    /// <param name="changing">The change that is under way by then.</param>
    /// <param name="save">Takes what is to be saved before its first await.</param>
    public Task RunAsync(Func<Task> changing, Func<Task> save) => _last = RunAsync(_last, changing, save);

    private async Task RunAsync(Task before, Func<Task> changing, Func<Task> save)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        // Asked only now: another change may have begun meanwhile. They do not overlap, so there is one at most.
        await changing().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (_failure is not null)
        {
            throw new InvalidOperationException("The grain has failed; its next activation starts from what is durable.", _failure);
        }

        await save();
    }
}
