namespace CostIntel.Storage.Sql;

/// <summary>A piece of work for the writer.</summary>
public interface ISqlWork
{
    /// <summary>True when somebody waits for it: it goes before what is not urgent, whenever that came.</summary>
    bool IsUrgent => false;

    /// <summary>About how many bytes it writes.</summary>
    int SizeHint { get; }

    /// <summary>
    /// Runs inside the open transaction, on the writer's thread. It may run again when the transaction failed through
    /// another work, so it must not change memory that outlives it other than by setting its own results anew.
    /// </summary>
    void Execute(SqlWriter writer);
}
