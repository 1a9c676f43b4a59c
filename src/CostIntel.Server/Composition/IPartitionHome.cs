namespace CostIntel.Server.Composition;

/// <summary>Says which partitions this process has to look after.</summary>
internal interface IPartitionHome
{
    /// <summary>True for a partition that belongs on this process as far as it knows.</summary>
    bool IsHere(int partition);

    /// <summary>The name of the process that a partition belongs on.</summary>
    string NameOf(int partition);
}

/// <summary>One process has them all.</summary>
internal sealed class OnlyHome : IPartitionHome
{
    public bool IsHere(int partition) => true;

    public string NameOf(int partition) => Environment.MachineName;
}
