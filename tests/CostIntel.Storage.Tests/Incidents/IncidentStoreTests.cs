namespace CostIntel.Storage.Tests.Incidents;

public sealed class SqliteIncidentStoreTests : IncidentStoreContract
{
    protected override Task<IStoreUnderTest> CreateAsync() => Task.FromResult<IStoreUnderTest>(new TestStore());
}

public sealed class MySqlIncidentStoreTests : IncidentStoreContract
{
    protected override async Task<IStoreUnderTest> CreateAsync() => await MySqlTestStore.CreateAsync();
}
