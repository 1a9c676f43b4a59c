using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>A call without a result.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ActionRequest : GrainRequest
{
    // The builder is what an async method has: a task without a separate completion source object.
    private AsyncTaskMethodBuilder _caller;

    /// <inheritdoc/>
    public override object? Result
    {
        get => null;
        set
        {
            // Nothing to replace.
        }
    }

    internal Task Task => _caller.Task;

    /// <summary>Calls the method of <paramref name="target"/>.</summary>
    protected abstract ValueTask Call(object target);

    private protected sealed override Task? CallNow(object instance)
    {
        var call = Call(instance);
        if (!call.IsCompletedSuccessfully)
        {
            return call.AsTask();
        }

        SetResult();
        return null;
    }

    private protected sealed override Task CallInFilters(object instance) => Call(instance).AsTask();

    private protected sealed override void Succeed(Task pending) => SetResult();

    private protected sealed override void SetException(Exception failure)
    {
        if (Method.Has(GrainMethodOptions.OneWay))
        {
            LogOneWayFailure(failure);
        }
        else
        {
            _caller.SetException(failure);
        }
    }

    private void SetResult()
    {
        if (TryClaim())
        {
            _caller.SetResult();
        }
    }
}
