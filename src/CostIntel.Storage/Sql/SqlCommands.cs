using System.Data.Common;
using System.Globalization;

namespace CostIntel.Storage.Sql;

/// <summary>Makes commands whose parameters are named @p0, @p1 and so on.</summary>
internal static class SqlCommands
{
    /// <summary>A command with its parameters still without values.</summary>
    /// <param name="connection">Where it runs.</param>
    /// <param name="sql">A constant of ours; values only ever come in through parameters.</param>
    /// <param name="parameterCount">How many parameters it names.</param>
    public static DbCommand Create(DbConnection connection, string sql, int parameterCount)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a constant of ours, see above.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < parameterCount; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>A command with values.</summary>
    public static DbCommand Create(DbConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        var command = Create(connection, sql, values.Length);
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        return command;
    }
}
