using Grpc.AspNetCore.HealthChecks;
using Grpc.HealthCheck;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection
{
    /// <summary>Adds the gRPC health service to the services.</summary>
    public static class GrpcHealthChecksServiceExtensions
    {
        /// <summary>Adds the health service; checks are added to what this returns.</summary>
        public static IHealthChecksBuilder AddGrpcHealthChecks(this IServiceCollection services)
        {
            services.TryAddSingleton<HealthServiceImpl>();
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthCheckPublisher, HealthChecksPublisher>());
            return services.AddHealthChecks();
        }

        /// <summary>Adds the health service and says which checks stand for which service.</summary>
        public static IHealthChecksBuilder AddGrpcHealthChecks(
            this IServiceCollection services,
            Action<GrpcHealthChecksOptions> configure)
        {
            services.Configure(configure);
            return services.AddGrpcHealthChecks();
        }
    }
}

namespace Microsoft.AspNetCore.Builder
{
    /// <summary>Adds the gRPC health service to the routes.</summary>
    public static class GrpcHealthChecksEndpointRouteBuilderExtensions
    {
        /// <summary>Adds the endpoints of <c>grpc.health.v1.Health</c>.</summary>
        public static GrpcServiceEndpointConventionBuilder MapGrpcHealthChecksService(
            this IEndpointRouteBuilder builder) => builder.MapGrpcService<HealthChecksService>();
    }
}
