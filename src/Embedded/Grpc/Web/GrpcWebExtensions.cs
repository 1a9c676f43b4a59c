using Grpc.AspNetCore.Web;
using Grpc.Web;

namespace Grpc.AspNetCore.Web
{
    /// <summary>On an endpoint: whether it answers gRPC-Web.</summary>
    public interface IGrpcWebEnabledMetadata
    {
        /// <summary>Whether it answers gRPC-Web.</summary>
        bool GrpcWebEnabled { get; }
    }

    /// <summary>The service or method answers gRPC-Web.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
    public sealed class EnableGrpcWebAttribute : Attribute, IGrpcWebEnabledMetadata
    {
        /// <inheritdoc/>
        public bool GrpcWebEnabled => true;
    }

    /// <summary>The service or method does not answer gRPC-Web.</summary>
    [AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
    public sealed class DisableGrpcWebAttribute : Attribute, IGrpcWebEnabledMetadata
    {
        /// <inheritdoc/>
        public bool GrpcWebEnabled => false;
    }
}

namespace Microsoft.AspNetCore.Builder
{
    /// <summary>What answers gRPC-Web.</summary>
    public sealed class GrpcWebOptions
    {
        /// <summary>Whether services answer gRPC-Web unless they say otherwise. Default: false.</summary>
        public bool DefaultEnabled { get; set; }
    }

    /// <summary>Adds gRPC-Web to the pipeline.</summary>
    public static class GrpcWebApplicationBuilderExtensions
    {
        /// <summary>Adds gRPC-Web for the services that enable it; after routing, before the endpoints.</summary>
        public static IApplicationBuilder UseGrpcWeb(this IApplicationBuilder builder) =>
            builder.UseGrpcWeb(new GrpcWebOptions());

        /// <summary>Adds gRPC-Web; after routing, before the endpoints.</summary>
        public static IApplicationBuilder UseGrpcWeb(this IApplicationBuilder builder, GrpcWebOptions options) =>
            builder.Use(next => http => WebMiddleware.InvokeAsync(http, next, options));
    }

    /// <summary>Switches gRPC-Web for endpoints.</summary>
    public static class GrpcWebEndpointConventionBuilderExtensions
    {
        /// <summary>These endpoints answer gRPC-Web.</summary>
        public static TBuilder EnableGrpcWeb<TBuilder>(this TBuilder builder)
            where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new EnableGrpcWebAttribute());

        /// <summary>These endpoints do not answer gRPC-Web.</summary>
        public static TBuilder DisableGrpcWeb<TBuilder>(this TBuilder builder)
            where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new DisableGrpcWebAttribute());
    }
}
