using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>Makes instances of one class by a compiled factory: services, persistent states, the context.</summary>
internal sealed class GrainConstructor
{
    private readonly ObjectFactory _factory;
    private readonly Func<Activation, object>[] _arguments;

    public GrainConstructor(Type type)
    {
        var own = ConstructorOf(type).GetParameters()
            .Select(parameter => (Type: parameter.ParameterType, Make: MakerOf(type, parameter)))
            .Where(parameter => parameter.Make is not null)
            .ToArray();
        _arguments = [.. own.Select(parameter => parameter.Make!)];
        _factory = ActivatorUtilities.CreateFactory(type, [.. own.Select(parameter => parameter.Type)]);
    }

    public object Create(Activation activation)
    {
        var arguments = _arguments.Length == 0 ? [] : new object?[_arguments.Length];
        for (var i = 0; i < arguments.Length; i++)
        {
            arguments[i] = _arguments[i](activation);
        }

        return _factory(activation.ActivationServices, arguments);
    }

    private static ConstructorInfo ConstructorOf(Type type)
    {
        var all = type.GetConstructors();
        return all.FirstOrDefault(one => one.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? all.MaxBy(one => one.GetParameters().Length)
            ?? throw new InvalidOperationException($"Grain class {type} has no public constructor.");
    }

    private static Func<Activation, object>? MakerOf(Type type, ParameterInfo parameter)
    {
        if (parameter.ParameterType == typeof(IGrainContext))
        {
            return activation => activation;
        }

        if (parameter.GetCustomAttribute<PersistentStateAttribute>() is not { } attribute)
        {
            return null;
        }

        var asked = parameter.ParameterType;
        if (!asked.IsGenericType || asked.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new InvalidOperationException(
                $"Parameter {parameter.Name} of {type} has [PersistentState] and must be an IPersistentState<T>.");
        }

        return PersistentStateFactory.For(asked.GetGenericArguments()[0], attribute);
    }
}
