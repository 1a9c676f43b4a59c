using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>A call with a result.</summary>
/// <typeparam name="T">The type of the result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FunctionRequest<T> : GrainRequest
{
    // The builder is what an async method has: a task without a separate completion source object.
    private AsyncTaskMethodBuilder<T> _caller;
    private Task<T>? _inFilters;
    private object? _replaced = NoResult;

    /// <inheritdoc/>
    public override object? Result
    {
        get => !ReferenceEquals(_replaced, NoResult) ? _replaced
            : _inFilters is { IsCompletedSuccessfully: true } call ? ResultOf(call) : null;
        set => _replaced = value;
    }

    internal Task<T> Task => _caller.Task;

    /// <summary>Calls the method of <paramref name="target"/>.</summary>
    protected abstract ValueTask<T> Call(object target);

    private protected sealed override Task? CallNow(object instance)
    {
        var call = Call(instance);
        if (!call.IsCompletedSuccessfully)
        {
            return _inFilters = call.AsTask();
        }

        SetResult(call.Result);
        return null;
    }

    private protected sealed override Task CallInFilters(object instance) => _inFilters = Call(instance).AsTask();

    private protected sealed override void Succeed(Task pending)
    {
        if (!ReferenceEquals(_replaced, NoResult))
        {
            SetResult((T)_replaced!);
        }
        else if (_inFilters is { IsCompletedSuccessfully: true } call)
        {
            SetResult(ResultOf(call));
        }
        else
        {
            SetResult(default!); // a filter neither went on nor gave a result
        }
    }

    private protected sealed override void SetException(Exception failure) => _caller.SetException(failure);

#pragma warning disable RS0030 // The task has completed: nothing waits here.
    private static T ResultOf(Task<T> completed) => completed.Result;
#pragma warning restore RS0030

    private void SetResult(T result)
    {
        if (TryClaim())
        {
            _caller.SetResult(result);
        }
    }
}
