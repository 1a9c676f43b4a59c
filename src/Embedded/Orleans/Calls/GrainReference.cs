using System.ComponentModel;

namespace Orleans.Runtime;

/// <summary>What a reference needs to reach its target; made by the runtime, passed on by generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GrainAddress
{
    internal GrainAddress(GrainClass grainClass, string key, CallTarget? target = null) =>
        (Class, Key, Target) = (grainClass, key, target);

    internal GrainAddress(ObserverTarget observer) => (Key, Target) = (observer.Id.Key.Text, observer);

    internal GrainClass? Class { get; }

    internal string Key { get; }

    internal CallTarget? Target { get; }
}

/// <summary>
/// A reference to a grain or an observer; generated classes derive from it and implement the interface. It remembers
/// the activation it last reached, so that a call needs no look-up while that lives.
/// </summary>
public abstract class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private readonly GrainClass? _class;
    private CallTarget? _target;

    /// <summary>Called by generated code.</summary>
    protected GrainReference(GrainAddress address) =>
        (_class, Key, _target) = (address.Class, address.Key, address.Target);

    /// <summary>Who is referred to.</summary>
    public GrainId GrainId => _class is { } grainClass ? GrainId.Create(grainClass.GrainType, Key) : _target!.Id;

    internal string Key { get; }

    /// <inheritdoc/>
    public bool Equals(GrainReference? other) =>
        other is not null && ReferenceEquals(_class, other._class) && Key == other.Key;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_class, Key);

    /// <inheritdoc/>
    public override string ToString() => GrainId.ToString();

    internal TInterface Cast<TInterface>() => _class is { } grainClass
        ? grainClass.Silo.Reference<TInterface>(grainClass, Key)
        : throw new InvalidCastException($"Observer reference {Key} has one interface only, not {typeof(TInterface)}.");

    internal ObserverTarget? Observer => _target as ObserverTarget;

    /// <summary>Sends a call and returns the caller's task.</summary>
    protected Task<T> Send<T>(FunctionRequest<T> request)
    {
        var answer = request.Task;
        Dispatch(request);
        return answer;
    }

    /// <summary>Sends a call that <paramref name="token"/> can cancel.</summary>
    protected Task<T> Send<T>(FunctionRequest<T> request, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(token);
        }

        var answer = request.Task;
        if (token.CanBeCanceled)
        {
            request.CompleteWhenCancelled(token);
        }

        Dispatch(request);
        return answer;
    }

    /// <summary>Sends a call and returns the caller's task.</summary>
    protected Task Send(ActionRequest request)
    {
        var answer = request.Task;
        Dispatch(request);
        return answer;
    }

    /// <summary>Sends a call that <paramref name="token"/> can cancel.</summary>
    protected Task Send(ActionRequest request, CancellationToken token)
    {
        if (token.IsCancellationRequested)
        {
            return Task.FromCanceled(token);
        }

        var answer = request.Task;
        if (token.CanBeCanceled)
        {
            request.CompleteWhenCancelled(token);
        }

        Dispatch(request);
        return answer;
    }

    /// <summary>Sends a call that nobody waits for.</summary>
    protected Task SendOneWay(ActionRequest request)
    {
        Dispatch(request);
        return Task.CompletedTask;
    }

    /// <summary>
    /// What may cross a call in place of a grain or an observer: its reference. Generated code passes arguments of
    /// such types through here.
    /// </summary>
    protected static T Marshal<T>(T argument)
        where T : class?, IAddressable? => argument switch
        {
            null or GrainReference => argument,
            IGrainBase grain => grain.GrainContext.GrainReference.Cast<T>(),
            _ => throw new ArgumentException(
                $"{argument.GetType()} is no reference; pass what IGrainFactory.CreateObjectReference returned."),
        };

    private void Dispatch(GrainRequest request)
    {
        request.Context = RequestContext.Capture();
        var target = _target;
        if (target is null || target.Silo.RefusesOutsiders || !target.TryPush(request))
        {
            DispatchSlowly(request);
        }
    }

    private void DispatchSlowly(GrainRequest request)
    {
        if (_class is not { } grainClass)
        {
            if (!_target!.TryPush(request))
            {
                request.Fail(new ClientNotAvailableException($"Observer {Key} was deleted."));
            }
        }
        else if (!grainClass.Silo.TakesCalls)
        {
            request.Fail(new SiloUnavailableException("The host is stopping or not started; the call was not sent."));
        }
        else
        {
            _target = grainClass.Push(Key, request);
        }
    }
}
