using System.ComponentModel;
using Microsoft.Extensions.Logging;
using Orleans.Serialization.Invocation;

namespace Orleans.Runtime;

/// <summary>
/// One call: a mailbox item that knows how to run itself and completes its caller's task. Generated code derives one
/// sealed class per method, whose fields are the arguments. It is also the call's filter context, so filters cost no
/// further object.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class GrainRequest : MailboxItem, IIncomingGrainCallContext, IInvokable
{
    private protected static readonly object NoResult = new();

    internal GrainRequest? Previous;
    internal Dictionary<string, object>? Context;

    private CallTarget? _target;
    private Task? _pending;
    private object? _cancellation;
    private int _completed;
    private int _firstSeen;
    private int _filterIndex;

    /// <summary>The method that is called.</summary>
    public abstract GrainMethod Method { get; }

    /// <inheritdoc/>
    public IInvokable Request => this;

    /// <inheritdoc/>
    public object Grain => Target.Instance;

    /// <inheritdoc/>
    public IGrainContext TargetContext => (IGrainContext)Target;

    /// <inheritdoc/>
    public GrainId TargetId => Target.Id;

    /// <inheritdoc/>
    public string InterfaceName => Method.InterfaceName;

    /// <inheritdoc/>
    public string MethodName => Method.Name;

    /// <inheritdoc/>
    public abstract object? Result { get; set; }

    internal CallTarget Target => _target ?? throw new InvalidOperationException("The call has not started.");

    internal bool IsCompleted => Volatile.Read(ref _completed) != 0;

    /// <inheritdoc/>
    public virtual int GetArgumentCount() => 0;

    /// <inheritdoc/>
    public virtual object? GetArgument(int index) => throw new ArgumentOutOfRangeException(nameof(index));

    /// <inheritdoc/>
    public string GetMethodName() => Method.Name;

    /// <inheritdoc/>
    public string GetInterfaceName() => Method.InterfaceName;

    /// <inheritdoc/>
    public Type GetInterfaceType() => Method.InterfaceType;

    /// <inheritdoc/>
    public Task Invoke()
    {
        var filters = Target.Silo.Filters;
        var index = _filterIndex++;
        if (index < filters.Length)
        {
            return filters[index].Invoke(this);
        }

        return index == filters.Length && Target.Instance is IIncomingGrainCallFilter own
            ? own.Invoke(this)
            : CallInFilters(Target.Instance);
    }

    internal sealed override void Run(Mailbox mailbox) => ((CallTarget)mailbox).Accept(this);

    /// <summary>Runs the first turn. False: the call goes on, and <see cref="CompleteLater"/> must be called.</summary>
    internal bool Start(CallTarget target)
    {
        if (IsCompleted)
        {
            return true; // timed out or cancelled while it waited: it never starts
        }

        _target = target;
        if (Context is { } context)
        {
            RequestContext.Install(context);
        }

        try
        {
            _pending = target.IsFiltered ? Invoke() : CallNow(target.Instance);
        }
        catch (Exception failure)
        {
            Fail(failure);
            return true;
        }

        return _pending is not { } pending || TryFinish(pending);
    }

    /// <summary>Sees to it that the call is completed, on a turn of its target, when its task is.</summary>
    internal void CompleteLater() => _pending!.ConfigureAwait(true).GetAwaiter().UnsafeOnCompleted(FinishPending);

    /// <summary>Ends the caller's wait with an exception. Whoever completes first wins.</summary>
    internal void Fail(Exception failure)
    {
        _target?.OnCallFailed(this, failure);
        if (TryClaim())
        {
            SetException(failure);
        }
    }

    /// <summary>Gives the caller a TimeoutException if the call was seen by too many sweeps.</summary>
    internal void ExpireIfOverdue(CallTarget target, int sweep)
    {
        if (_firstSeen == 0)
        {
            _firstSeen = sweep;
        }
        else if (!IsCompleted && target.Silo.IsOverdue(Method, _firstSeen, sweep, out var limit) && TryClaim())
        {
            var failure = new TimeoutException(
                $"{Method.InterfaceName}.{Method.Name} of {target.Id} did not answer within {limit}.");
            // On the pool: the caller's continuation must not hold up the sweep.
            ThreadPool.UnsafeQueueUserWorkItem(_ => SetException(failure), null);
        }
    }

    /// <summary>Ends the caller's wait as soon as <paramref name="token"/> is cancelled.</summary>
    internal void CompleteWhenCancelled(CancellationToken token) =>
        _cancellation = token.UnsafeRegister(
            static (state, cancelled) => ((GrainRequest)state!).OnCancelled(cancelled), this);

    private protected bool TryClaim()
    {
        if (Interlocked.Exchange(ref _completed, 1) != 0)
        {
            return false;
        }

        if (_cancellation is CancellationTokenRegistration registration)
        {
            registration.Unregister();
        }

        return true;
    }

    /// <summary>Runs the method. Null: it has completed and so has the caller's task.</summary>
    private protected abstract Task? CallNow(object instance);

    /// <summary>Runs the method inside filters, which may look at the result before the caller gets it.</summary>
    private protected abstract Task CallInFilters(object instance);

    /// <summary>Completes the caller's task with the outcome of a pending task that succeeded.</summary>
    private protected abstract void Succeed(Task pending);

    private protected abstract void SetException(Exception failure);

    private protected void LogOneWayFailure(Exception failure)
    {
        if (_target is { } target)
        {
            LogOneWayFailed(target.Silo.Log, failure, InterfaceName, MethodName, target.Id);
        }
    }

    private bool TryFinish(Task pending)
    {
        if (!pending.IsCompleted)
        {
            return false;
        }

        Finish(pending);
        return true;
    }

    private void FinishPending()
    {
        Finish(_pending!);
        Target.OnCompleted(this);
    }

    private void Finish(Task pending)
    {
        if (pending.IsCompletedSuccessfully)
        {
            Succeed(pending);
        }
        else
        {
            Fail(pending.Exception?.InnerExceptions[0] ?? new TaskCanceledException(pending));
        }
    }

    private void OnCancelled(CancellationToken token)
    {
        if (TryClaim())
        {
            SetException(new OperationCanceledException(token));
        }
    }

    [LoggerMessage(6010, LogLevel.Warning, "One-way call {InterfaceName}.{MethodName} of {GrainId} failed")]
    private static partial void LogOneWayFailed(
        ILogger logger, Exception failure, string interfaceName, string methodName, GrainId grainId);
}
