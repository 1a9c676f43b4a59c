namespace CostIntel.Storage.Tests.Audit;

public sealed class SqliteAuditStoreTests : AuditStoreContract
{
    protected override Task<IStoreUnderTest> CreateAsync() => Task.FromResult<IStoreUnderTest>(new TestStore());
}

public sealed class MySqlAuditStoreTests : AuditStoreContract
{
    protected override async Task<IStoreUnderTest> CreateAsync() => await MySqlTestStore.CreateAsync();
}
