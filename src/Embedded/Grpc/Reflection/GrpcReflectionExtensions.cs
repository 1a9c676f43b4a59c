using Grpc.Reflection;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Microsoft.Extensions.DependencyInjection
{
    /// <summary>Adds server reflection to the services.</summary>
    public static class GrpcReflectionServiceExtensions
    {
        /// <summary>Adds server reflection.</summary>
        public static IServiceCollection AddGrpcReflection(this IServiceCollection services)
        {
            services.TryAddSingleton<ReflectionIndex>();
            return services;
        }
    }
}

namespace Microsoft.AspNetCore.Builder
{
    /// <summary>Adds server reflection to the routes.</summary>
    public static class GrpcReflectionEndpointRouteBuilderExtensions
    {
        /// <summary>Adds the endpoints of <c>grpc.reflection.v1</c> and of <c>v1alpha</c>.</summary>
        public static IEndpointConventionBuilder MapGrpcReflectionService(this IEndpointRouteBuilder builder) =>
            new GrpcServiceEndpointConventionBuilder([
                builder.MapGrpcService<ReflectionService>(),
                builder.MapGrpcService<AlphaReflectionService>(),
            ]);
    }
}
