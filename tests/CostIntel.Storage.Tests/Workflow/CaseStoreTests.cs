namespace CostIntel.Storage.Tests.Workflow;

public sealed class SqliteCaseStoreTests : CaseStoreContract
{
    protected override Task<IStoreUnderTest> CreateAsync() => Task.FromResult<IStoreUnderTest>(new TestStore());
}

public sealed class MySqlCaseStoreTests : CaseStoreContract
{
    protected override async Task<IStoreUnderTest> CreateAsync() => await MySqlTestStore.CreateAsync();
}
