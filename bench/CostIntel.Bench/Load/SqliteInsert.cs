using System.Diagnostics;
using System.Text.Json;
using CostIntel.Contracts.V1;
using CostIntel.Storage.Sql;
using Microsoft.Data.Sqlite;

namespace CostIntel.Bench.Load;

/// <summary>
/// What a person would write first: a table with a column per field, one transaction a batch, on the settings that
/// SQLite comes with; or, tuned, on those of the engine's own database. Both are durable with each commit.
/// </summary>
public static class SqliteInsert
{
    private const int ColumnCount = 18;

    private static readonly string Insert =
        $"INSERT INTO usage_row VALUES ({string.Join(", ", Enumerable.Range(0, ColumnCount).Select(i => $"@p{i}"))})";

    public static LoadResult Run(string folder, bool isTuned, LoadOptions options)
    {
        using var database = SqlDatabase.Open(Path.Combine(folder, "tuned.db"));
        using var connection = isTuned
            ? database.OpenConnection()
            : new SqliteConnection($"Data Source={Path.Combine(folder, "plain.db")};Pooling=False");
        if (!isTuned)
        {
            connection.Open();
        }

        using var create = connection.CreateCommand();
        create.CommandText =
            "CREATE TABLE usage_row (provider TEXT, account TEXT, sub_account TEXT, resource TEXT, type TEXT, service TEXT, "
            + "category TEXT, region TEXT, charge_category TEXT, sku TEXT, unit TEXT, currency TEXT, tags TEXT, "
            + "period_start INTEGER, period_end INTEGER, billed TEXT, list TEXT, quantity TEXT)";
        create.ExecuteNonQuery();
        using var insert = connection.CreateCommand();
        insert.CommandText = Insert;
        for (var i = 0; i < ColumnCount; i++)
        {
            var parameter = insert.CreateParameter();
            parameter.ParameterName = $"@p{i}";
            insert.Parameters.Add(parameter);
        }

        var batches = new LoadBatches(options with { Producers = 1 }, 0, 1_700_000_000);
        var rows = 0L;
        var clock = Stopwatch.StartNew();
        for (var sequence = 1UL; clock.Elapsed.TotalSeconds < options.Seconds; sequence++)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            var batch = batches.Next(sequence);
            foreach (var record in batch.Records)
            {
                Fill(insert, batch.Series[(int)record.SeriesIndex], record);
                insert.ExecuteNonQuery();
                rows++;
            }

            transaction.Commit();
        }

        return new LoadResult(rows, clock.Elapsed.TotalSeconds, rows / clock.Elapsed.TotalSeconds);
    }

    private static void Fill(System.Data.Common.DbCommand insert, Series series, UsageRecord record)
    {
        object[] values =
        [
            series.Provider, series.BillingAccountId, series.SubAccountId, series.ResourceId, series.ResourceType, series.ServiceName,
            series.ServiceCategory, series.RegionId, series.ChargeCategory, series.SkuId, series.ConsumedUnit, series.BillingCurrency,
            JsonSerializer.Serialize(series.Tags.ToDictionary(tag => tag.Key, tag => tag.Value)),
            record.ChargePeriodStart.Seconds, record.ChargePeriodEnd.Seconds, record.BilledCost, record.ListCost,
            record.ConsumedQuantity,
        ];
        for (var i = 0; i < values.Length; i++)
        {
            insert.Parameters[i].Value = values[i];
        }
    }
}
