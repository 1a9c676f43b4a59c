using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans.Serialization.Invocation
{
    /// <summary>A call as data.</summary>
    public interface IInvokable
    {
        /// <summary>How many arguments it has.</summary>
        int GetArgumentCount();

        /// <summary>The argument at <paramref name="index"/>.</summary>
        object? GetArgument(int index);

        /// <summary>The method's name.</summary>
        string GetMethodName();

        /// <summary>The interface's full name.</summary>
        string GetInterfaceName();

        /// <summary>The interface.</summary>
        Type GetInterfaceType();
    }
}

namespace Orleans
{
    /// <summary>A call and its result.</summary>
    public interface IGrainCallContext
    {
        /// <summary>The call as data.</summary>
        IInvokable Request { get; }

        /// <summary>The instance that is called.</summary>
        object Grain { get; }

        /// <summary>Who is called.</summary>
        GrainId TargetId { get; }

        /// <summary>The full name of the interface.</summary>
        string InterfaceName { get; }

        /// <summary>The method's name.</summary>
        string MethodName { get; }

        /// <summary>What the caller gets; a filter may replace it. Null before the call has run.</summary>
        object? Result { get; set; }

        /// <summary>Goes on to the next filter and at last to the method.</summary>
        Task Invoke();
    }

    /// <summary>A call on its way in.</summary>
    public interface IIncomingGrainCallContext : IGrainCallContext
    {
        /// <summary>The activation that is called.</summary>
        IGrainContext TargetContext { get; }
    }

    /// <summary>
    /// Runs around calls, on the callee's turn: filters in the order of their registration, then the grain's own if its
    /// class implements this interface, then the method.
    /// </summary>
    public interface IIncomingGrainCallFilter
    {
        /// <summary>Must call <see cref="IGrainCallContext.Invoke"/> to go on.</summary>
        Task Invoke(IIncomingGrainCallContext context);
    }

    /// <summary>A filter as a delegate.</summary>
    public delegate Task IncomingGrainCallFilterDelegate(IIncomingGrainCallContext context);
}
