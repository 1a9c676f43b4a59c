using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CostIntel.Embedded.Grpc.Tests;

public sealed class ReflectionTests : GrpcTest
{
    [Fact]
    public async Task The_services_are_listed()
    {
        var answer = await AskAsync(new ServerReflectionRequest { ListServices = "" });

        Assert.Equal(
            [
                "costintel.interop.Interop",
                "grpc.reflection.v1.ServerReflection",
                "grpc.reflection.v1alpha.ServerReflection",
            ],
            answer.ListServicesResponse.Service.Select(service => service.Name));
    }

    [Theory]
    [InlineData("costintel.interop.Interop")]
    [InlineData("costintel.interop.Interop.Chat")]
    [InlineData("costintel.interop.Order")]
    public async Task The_file_of_a_symbol_is_told(string symbol)
    {
        var answer = await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol });

        var file = FileDescriptorProto.Parser.ParseFrom(answer.FileDescriptorResponse.FileDescriptorProto[0]);
        Assert.Equal("interop.proto", file.Name);
    }

    [Fact]
    public async Task A_service_bound_by_hand_is_described_by_its_descriptor()
    {
        var answer = await AskAsync(
            new ServerReflectionRequest { FileContainingSymbol = "grpc.reflection.v1alpha.ServerReflection" });

        var file = FileDescriptorProto.Parser.ParseFrom(answer.FileDescriptorResponse.FileDescriptorProto[0]);
        Assert.Equal("grpc/reflection/v1alpha/reflection.proto", file.Name);
    }

    [Fact]
    public async Task What_is_not_known_is_not_found()
    {
        var answer = await AskAsync(new ServerReflectionRequest { FileByFilename = "nothing.proto" });

        Assert.Equal((int)StatusCode.NotFound, answer.ErrorResponse.ErrorCode);
    }

    protected override void Add(WebApplicationBuilder builder, List<Action<WebApplication>> maps)
    {
        builder.Services.AddGrpcReflection();
        maps.Add(app => app.MapGrpcReflectionService());
    }

    private async Task<ServerReflectionResponse> AskAsync(ServerReflectionRequest request)
    {
        using var call = new ServerReflection.ServerReflectionClient(Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(request);
        Assert.True(await call.ResponseStream.MoveNext(default));
        var answer = call.ResponseStream.Current;
        await call.RequestStream.CompleteAsync();
        Assert.False(await call.ResponseStream.MoveNext(default));
        return answer;
    }
}
