using System.Data.Common;

namespace CostIntel.Storage.Sql;

/// <summary>The storage cannot be used, or refuses what would damage it; the message says what to mend.</summary>
public sealed class StorageException : DbException
{
    /// <summary>Creates it with a message.</summary>
    public StorageException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it.</summary>
    public StorageException()
    {
    }

    /// <summary>Creates it with a message and a cause.</summary>
    public StorageException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>True when somebody else has taken over what was to be written: it never works again from here.</summary>
    public bool IsLeaseLost { get; private init; }

    internal static StorageException LeaseLost(string what) => new(
        $"Nothing can be written to {what} here any more: somebody else has written since.")
    {
        IsLeaseLost = true,
    };

    internal static StorageException LeaseLost(int partition) => new(
        $"Nothing can be written to the log of partition {partition} here any more: "
        + $"somebody else has opened partition {partition}.")
    {
        IsLeaseLost = true,
    };
}
