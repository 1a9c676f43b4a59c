using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.AspNetCore.Server;

/// <summary>Turns the methods that a service's bind method names into endpoints.</summary>
internal sealed class ServiceMapper<TService> : ServiceBinderBase
    where TService : class
{
    private readonly IEndpointRouteBuilder _routes;
    private readonly ServiceSettings _settings;
    private readonly List<IEndpointConventionBuilder> _endpoints = [];

    private ServiceMapper(IEndpointRouteBuilder routes)
    {
        _routes = routes;
        _settings = new ServiceSettings(
            Options(routes.ServiceProvider),
            routes.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("Grpc.AspNetCore.Server"),
            routes.ServiceProvider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? default);
    }

    public static GrpcServiceEndpointConventionBuilder Map(IEndpointRouteBuilder routes)
    {
        var unknownMethods = routes.ServiceProvider.GetService<UnknownMethods>() ??
            throw new InvalidOperationException("gRPC is not among the services: call AddGrpc first.");
        var mapper = new ServiceMapper<TService>(routes);
        BindMethod().Invoke(null, [mapper, null]);
        unknownMethods.Map(routes);
        return new GrpcServiceEndpointConventionBuilder(mapper._endpoints);
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        UnaryServerMethod<TRequest, TResponse>? handler) =>
        Add(method, new UnaryEndpoint<TService, TRequest, TResponse>(
            method, _settings, Implementation<UnaryImplementation<TService, TRequest, TResponse>>(method)));

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
        Add(method, new ClientStreamingEndpoint<TService, TRequest, TResponse>(
            method, _settings, Implementation<ClientStreamingImplementation<TService, TRequest, TResponse>>(method)));

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        Add(method, new ServerStreamingEndpoint<TService, TRequest, TResponse>(
            method, _settings, Implementation<ServerStreamingImplementation<TService, TRequest, TResponse>>(method)));

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method,
        DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        Add(method, new DuplexEndpoint<TService, TRequest, TResponse>(
            method, _settings, Implementation<DuplexImplementation<TService, TRequest, TResponse>>(method)));

    private void Add(IMethod method, CallEndpoint endpoint)
    {
        // POST, and the preflight that a browser sends before it.
        var metadata = new List<object>
        {
            new GrpcMethodMetadata(typeof(TService), method),
            new HttpMethodMetadata([HttpMethods.Post], acceptCorsPreflight: true),
        };
        metadata.AddRange(typeof(TService).GetCustomAttributes(inherit: true));
        metadata.AddRange(MethodInfo(method, endpoint.ParameterTypes).GetCustomAttributes(inherit: true));
        var builder = _routes.Map(RoutePatternFactory.Parse(method.FullName), endpoint.InvokeAsync);
        builder.Add(route =>
        {
            route.DisplayName = $"gRPC - {method.FullName}";
            metadata.ForEach(route.Metadata.Add);
        });
        _endpoints.Add(builder);
    }

    private static TDelegate Implementation<TDelegate>(IMethod method)
        where TDelegate : Delegate
    {
        // The first parameter of the delegate is the service itself.
        var parameters = typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Skip(1);
        return MethodInfo(method, [.. parameters.Select(parameter => parameter.ParameterType)])
            .CreateDelegate<TDelegate>();
    }

    private static MethodInfo MethodInfo(IMethod method, Type[] parameterTypes) =>
        typeof(TService).GetMethod(method.Name, parameterTypes) ?? throw new InvalidOperationException(
            $"{typeof(TService)} has no public method {method.Name}" +
            $"({string.Join(", ", parameterTypes.AsEnumerable())}) for {method.FullName}.");

    private static MethodInfo BindMethod()
    {
        var attribute = typeof(TService).GetCustomAttribute<BindServiceMethodAttribute>(inherit: true) ??
            throw new InvalidOperationException($"{typeof(TService)} has no base with [BindServiceMethod].");
        return attribute.BindType
            .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .FirstOrDefault(method => method.Name == attribute.BindMethodName && TakesService(method)) ??
            throw new InvalidOperationException(
                $"{attribute.BindType} has no static {attribute.BindMethodName}(ServiceBinderBase, service).");
    }

    private static bool TakesService(MethodInfo method) =>
        method.GetParameters() is [var binder, var service] &&
        binder.ParameterType == typeof(ServiceBinderBase) &&
        service.ParameterType.IsAssignableFrom(typeof(TService));

    private static GrpcServiceOptions<TService> Options(IServiceProvider services)
    {
        var common = services.GetRequiredService<IOptions<GrpcServiceOptions>>();
        var options = GrpcServiceOptions<TService>.From(common.Value);
        foreach (var change in services.GetServices<ServiceOptionsChange<TService>>())
        {
            change.Apply(options);
        }

        return options;
    }
}
