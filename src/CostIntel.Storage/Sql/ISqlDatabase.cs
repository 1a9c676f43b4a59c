using System.Data.Common;

namespace CostIntel.Storage.Sql;

/// <summary>A database that the engine keeps tables of its own in.</summary>
public interface ISqlDatabase
{
    /// <summary>Names it in messages.</summary>
    string Name { get; }

    /// <summary>How it wants to be spoken to.</summary>
    SqlDialect Dialect { get; }

    /// <summary>A connection of the caller's own.</summary>
    /// <exception cref="DbException">It cannot be reached.</exception>
    DbConnection OpenConnection();
}
