namespace CostIntel.Storage.Desks;

/// <summary>Names of the tables of a desk.</summary>
public sealed record DeskTables
{
    private DeskTables(string item, string finding) => (Item, Finding) = (item, finding);

    /// <summary>Those of incidents.</summary>
    public static DeskTables Incidents { get; } = new("incident", "finding");

    /// <summary>Those of recommendations.</summary>
    public static DeskTables Recommendations { get; } = new("recommendation", "recommendation_report");

    /// <summary>A row a tenant.</summary>
    public string Desk => Item + "_desk";

    /// <summary>A row an item.</summary>
    public string Item { get; }

    /// <summary>The item's id in its table.</summary>
    public string ItemId => Item + "_id";

    /// <summary>A row an event.</summary>
    public string Event => Item + "_event";

    /// <summary>What was reported, a row a commit.</summary>
    public string Finding { get; }
}

/// <summary>The desks' stores.</summary>
/// <param name="Incidents">Of incidents.</param>
/// <param name="Recommendations">Of recommendations.</param>
public sealed record DeskStores(IDeskStore Incidents, IDeskStore Recommendations)
{
    /// <summary>Both in one database.</summary>
    public static DeskStores Of(Sql.ISqlDatabase database, Sql.SqlCommitQueue queue) => new(
        new SqlDeskStore(database, queue, DeskTables.Incidents), new SqlDeskStore(database, queue, DeskTables.Recommendations));
}
