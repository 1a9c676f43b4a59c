namespace CostIntel.Storage.Tests.Desks;

public sealed class SqliteIncidentDeskTests() : DeskStoreContract(desks => desks.Incidents)
{
    protected override Task<IStoreUnderTest> CreateAsync() => Task.FromResult<IStoreUnderTest>(new TestStore());
}

public sealed class SqliteRecommendationDeskTests() : DeskStoreContract(desks => desks.Recommendations)
{
    protected override Task<IStoreUnderTest> CreateAsync() => Task.FromResult<IStoreUnderTest>(new TestStore());
}

public sealed class MySqlIncidentDeskTests() : DeskStoreContract(desks => desks.Incidents)
{
    protected override async Task<IStoreUnderTest> CreateAsync() => await MySqlTestStore.CreateAsync();
}

public sealed class MySqlRecommendationDeskTests() : DeskStoreContract(desks => desks.Recommendations)
{
    protected override async Task<IStoreUnderTest> CreateAsync() => await MySqlTestStore.CreateAsync();
}
