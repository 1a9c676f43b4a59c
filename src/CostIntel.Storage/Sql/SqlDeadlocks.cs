using System.Data.Common;

namespace CostIntel.Storage.Sql;

/// <summary>Transactions that a database has rolled back so that others could go on.</summary>
internal static class SqlDeadlocks
{
    private const int AttemptsMax = 5;

    private const string SerializationFailure = "40001";

    /// <summary>True when nothing of a transaction has happened and it stands a good chance when it runs again.</summary>
    public static bool MayTryAgain(Exception? fault, int attempts) =>
        fault is DbException { SqlState: SerializationFailure } && attempts < AttemptsMax;
}
