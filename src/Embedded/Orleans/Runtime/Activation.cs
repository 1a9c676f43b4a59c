using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>One grain in memory: its instance, its turns and, in the other part, its life.</summary>
internal sealed partial class Activation : CallTarget, IGrainContext
{
    private object? _instance;
    private IServiceScope? _scope;
    private ActivationExtras? _extras;

    public Activation(GrainClass grainClass, string key)
        : base(grainClass.Silo) => (Class, Key, _lastUsed) = (grainClass, key, grainClass.Silo.Sweep);

    /// <summary>The activation on whose turn the caller runs, if it is one.</summary>
    public static new Activation? Current => SynchronizationContext.Current as Activation;

    public GrainClass Class { get; }

    public string Key { get; }

    public GrainId GrainId => GrainId.Create(Class.GrainType, Key);

    public override GrainId Id => GrainId;

    public override object Instance => _instance ?? throw new InvalidOperationException($"{GrainId} is not active.");

    public override bool IsFiltered => Class.IsFiltered;

    public object? GrainInstance => _instance;

    public GrainReference GrainReference => new UntypedReference(new GrainAddress(Class, Key, this));

    public IServiceProvider ActivationServices => (_scope ??= Silo.ServiceProvider.CreateScope()).ServiceProvider;

    /// <summary>What few activations need: timers, persistent states, stream handlers.</summary>
    public ActivationExtras Extras => _extras ?? Interlocked.CompareExchange(ref _extras, new(), null) ?? _extras;

    public Task Deactivated => Extras.Deactivated.Task;

    protected override bool IsReentrant => Class.IsReentrant;

    protected override bool IsOpen => _phase == Phase.Active;

    public static Activation Of(IGrainBase grain) => grain.GrainContext as Activation
        ?? throw new InvalidOperationException($"{grain.GetType()} was not made by the runtime; it has no activation.");

    internal override void Accept(GrainRequest request)
    {
        if (!request.Method.Has(GrainMethodOptions.NotUse))
        {
            _lastUsed = Silo.Sweep;
        }

        base.Accept(request);
        if (_phase == Phase.New)
        {
            _phase = Phase.Activating;
            if (request.Context is { } context)
            {
                RequestContext.Install(context); // OnActivateAsync sees what the first call brought
            }

            _ = ActivateAsync();
        }
    }

    internal override void OnCompleted(GrainRequest request)
    {
        _lastUsed = request.Method.Has(GrainMethodOptions.NotUse) ? _lastUsed : Silo.Sweep;
        base.OnCompleted(request);
    }

    /// <summary>A write conflict that nobody caught means that this activation's state is not the stored one.</summary>
    internal override void OnCallFailed(GrainRequest request, Exception failure)
    {
        if (failure is InconsistentStateException conflict && ReferenceEquals(conflict.Writer, this))
        {
            Deactivate(new DeactivationReason(
                DeactivationReasonCode.ApplicationError, failure, "Another writer changed the grain's stored state."));
        }
    }

    protected override void OnItemFailed(Exception failure) => LogTurnFailed(Silo.Log, failure, GrainId);

    [LoggerMessage(6000, LogLevel.Error, "Something on a turn of {GrainId} failed and nobody awaited it")]
    private static partial void LogTurnFailed(ILogger logger, Exception failure, GrainId grainId);

    private sealed class UntypedReference(GrainAddress address) : GrainReference(address);
}
