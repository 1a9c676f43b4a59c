using CostIntel.Contracts.V1;
using CostIntel.Server.Access;
using Google.Protobuf.Reflection;

namespace CostIntel.Server.Tests;

public sealed class AccessPolicyTests
{
    [Fact]
    public void Every_method_of_the_contract_stands_in_the_table_and_no_other()
    {
        var contract = typeof(IngestService).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null))
            .OfType<ServiceDescriptor>()
            .SelectMany(service => service.Methods.Select(method => $"/{service.FullName}/{method.Name}"))
            .ToList();
        var ours = AccessPolicy.Methods.Keys.Where(method => !method.StartsWith("/grpc.", StringComparison.Ordinal));

        Assert.NotEmpty(contract);
        Assert.Equal(contract.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Bearer ci_x", "ci_x")]
    [InlineData("bearer  ci_x ", "ci_x")]
    [InlineData("Basic dXNlcjpjaV94", "ci_x")]
    [InlineData("Basic ???", "")]
    [InlineData("Digest x", "")]
    public void A_key_is_found_in_the_headers_that_clients_and_browsers_send(string? header, string? key) =>
        Assert.Equal(key, Callers.KeyOf(header));
}
