namespace CostIntel.Storage.Tests.Statements;

public sealed class SqliteStatementStoreTests : StatementStoreContract
{
    protected override Task<IStoreUnderTest> CreateAsync() => Task.FromResult<IStoreUnderTest>(new TestStore());
}

public sealed class MySqlStatementStoreTests : StatementStoreContract
{
    protected override async Task<IStoreUnderTest> CreateAsync() => await MySqlTestStore.CreateAsync();
}
