using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Reflection.V1;
using Microsoft.AspNetCore.Routing;

namespace Grpc.Reflection;

/// <summary>What the mapped services declare, by name.</summary>
/// <remarks>
/// A service is found by the static property <c>Descriptor</c> of the type that binds it. Generated code has one; a
/// binding by hand must offer it to be described, and is listed without it.
/// </remarks>
internal sealed class ReflectionIndex
{
    private readonly Lazy<Content> _content;

    // Endpoints may be mapped after this was made, so they are looked at with the first question.
    public ReflectionIndex(EndpointDataSource endpoints) => _content = new Lazy<Content>(() => new Content(endpoints));

    public ServerReflectionResponse Answer(ServerReflectionRequest request)
    {
        var response = new ServerReflectionResponse { ValidHost = request.Host, OriginalRequest = request };
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                var names = _content.Value.Services.Order(StringComparer.Ordinal);
                response.ListServicesResponse = new ListServiceResponse();
                response.ListServicesResponse.Service.Add(names.Select(name => new ServiceResponse { Name = name }));
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                AnswerFile(response, _content.Value.FilesByName, request.FileByFilename);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                AnswerFile(response, _content.Value.FilesBySymbol, request.FileContainingSymbol);
                break;
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                response.ErrorResponse = Error(StatusCode.NotFound, "There are no extensions here.");
                break;
            default:
                response.ErrorResponse = Error(StatusCode.InvalidArgument, "The request asks for nothing.");
                break;
        }

        return response;
    }

    private static void AnswerFile(
        ServerReflectionResponse response, Dictionary<string, FileDescriptor> files, string name)
    {
        if (!files.TryGetValue(name, out var file))
        {
            response.ErrorResponse = Error(StatusCode.NotFound, $"'{name}' is not known.");
            return;
        }

        response.FileDescriptorResponse = new FileDescriptorResponse();
        response.FileDescriptorResponse.FileDescriptorProto.Add(WithImports(file).Select(one => one.SerializedData));
    }

    private static HashSet<FileDescriptor> WithImports(FileDescriptor file)
    {
        var all = new HashSet<FileDescriptor>();
        Visit(file);
        return all;

        void Visit(FileDescriptor one)
        {
            if (all.Add(one))
            {
                one.Dependencies.ToList().ForEach(Visit);
            }
        }
    }

    private static ErrorResponse Error(StatusCode code, string message) =>
        new() { ErrorCode = (int)code, ErrorMessage = message };

    private sealed class Content
    {
        public Content(EndpointDataSource endpoints)
        {
            foreach (var endpoint in endpoints.Endpoints)
            {
                if (endpoint.Metadata.GetMetadata<GrpcMethodMetadata>() is { } method &&
                    Services.Add(method.Method.ServiceName))
                {
                    Add(method.ServiceType);
                }
            }
        }

        public HashSet<string> Services { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, FileDescriptor> FilesByName { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, FileDescriptor> FilesBySymbol { get; } = new(StringComparer.Ordinal);

        private void Add(Type serviceType)
        {
            var binding = serviceType.GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)?.BindType;
            var property = binding?.GetProperty(
                "Descriptor", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
            if (property?.GetValue(null) is ServiceDescriptor service)
            {
                WithImports(service.File).ToList().ForEach(Add);
            }
        }

        private void Add(FileDescriptor file)
        {
            if (!FilesByName.TryAdd(file.Name, file))
            {
                return;
            }

            foreach (var service in file.Services)
            {
                FilesBySymbol[service.FullName] = file;
                service.Methods.ToList().ForEach(method => FilesBySymbol[method.FullName] = file);
            }

            file.EnumTypes.ToList().ForEach(type => FilesBySymbol[type.FullName] = file);
            file.MessageTypes.ToList().ForEach(Add);
        }

        private void Add(MessageDescriptor message)
        {
            FilesBySymbol[message.FullName] = message.File;
            message.EnumTypes.ToList().ForEach(type => FilesBySymbol[type.FullName] = message.File);
            message.NestedTypes.ToList().ForEach(Add);
        }
    }
}
