namespace CostIntel.Server.Execution;

/// <summary>The settings under <c>CostIntel:Execution:</c>: who can carry changes out. Tenants choose among these and add none.</summary>
public sealed class ExecutionOptions
{
    /// <summary>All that carry changes out. Default none: people do everything by hand.</summary>
    public ExecutorOptions[] Executors { get; set; } = [];

    /// <summary>What is wrong with the settings, one sentence each; never with a secret in it.</summary>
    public IEnumerable<string> Faults()
    {
        foreach (var (executor, index) in Executors.Select((executor, index) => (executor, index)))
        {
            var place = $"CostIntel:Execution:Executors:{index}";
            foreach (var fault in executor.Faults(place))
            {
                yield return fault;
            }

            if (Executors.Take(index).Any(other => other.Name == executor.Name))
            {
                yield return $"{place}:Name is '{executor.Name}', as another's; names are unique.";
            }
        }
    }
}
